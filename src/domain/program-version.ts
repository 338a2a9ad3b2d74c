/** Put in by the bundler from package.json; tests and commands have none. */
declare const PROGRAM_VERSION: string | undefined

/** Version of the page's program, for papers and files that outlive it. */
export const programVersion = typeof PROGRAM_VERSION === 'string' ? PROGRAM_VERSION : 'unbuilt'
