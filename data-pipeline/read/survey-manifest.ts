import { z } from 'zod'
import { gasGradesSchema } from '../../src/domain/leak/gas-grades.ts'
import { localizedSchema } from '../../src/domain/localized.ts'

const encoding = z.enum(['utf-8', 'gb18030'])

/** `survey.json`: which tables a survey folder has and how to read them; see data-pipeline/README.md. */
export const surveyManifestSchema = z.object({
  city: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'lower-case letters, digits, - and _'),
  name: localizedSchema,
  isExample: z.boolean().default(false),
  /** 审图号 of the public map, shown on it */
  mapReview: z.string().optional(),
  /** grades of gas in spaces by the rule that holds in the city */
  gasGrades: gasGradesSchema.optional(),
  crs: z.string().optional(),
  vertical: z.string().optional(),
  geoid: z.string().optional(),
  encoding: encoding.default('utf-8'),
  cjj61: z
    .array(
      z.object({
        discipline: z.string(),
        points: z.string(),
        lines: z.string(),
        mapping: z.string().optional(),
        encoding: encoding.optional(),
      }),
    )
    .default([]),
  /** vector files whose lines and points are a network by their fields: "pipes.shp", "town.gpkg#pipes" */
  networks: z
    .array(z.object({ discipline: z.string(), files: z.array(z.string()), mapping: z.string().optional() }))
    .default([]),
  /** discipline → EPANET file that tells how its network is driven, its nodes called by the numbers of points */
  hydraulics: z.record(z.string(), z.string()).default({}),
  dem: z.string().optional(),
  /** table name of data-pipeline/README.md → file; a table may state its own encoding */
  tables: z
    .record(z.string(), z.union([z.string(), z.object({ file: z.string(), encoding: encoding.optional() })]))
    .default({}),
})
export type SurveyManifest = z.infer<typeof surveyManifestSchema>
