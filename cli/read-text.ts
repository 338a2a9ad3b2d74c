export { readInputText as readText } from '../data-pipeline/read/input-file.ts'
