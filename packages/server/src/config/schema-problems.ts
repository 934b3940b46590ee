import type { z } from 'zod'
import type { ConfigProblem } from './config-error.ts'

/** What a schema finds wrong with options, each with the path of the option. */
export function schemaProblems(error: z.ZodError): ConfigProblem[] {
  return error.issues.flatMap(({ path, message, ...issue }) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          setting: [...path, key].join('.'),
          message: 'is not an option',
        }))
      : [{ setting: path.join('.') || 'options', message, ...codeOf(issue) }],
  )
}

function codeOf(issue: { code: string; params?: Record<string, unknown> | undefined }): { code?: string } {
  const code = issue.code === 'custom' ? issue.params?.['code'] : undefined
  return typeof code === 'string' ? { code } : {}
}
