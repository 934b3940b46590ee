import { z } from 'zod'

const fault = z
  .object({ field: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'Fault', description: 'One fault of the request.' })

/** Every error of the API (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string().describe('The same for every occurrence of the code.'),
    status: z.int(),
    code: z.string().describe('Stable: compare with this one.'),
    detail: z.string().describe('The fault of this occurrence.'),
    help: z.string().describe('The remedy.'),
    errors: z.array(fault).optional(),
    instance: z.string().optional().describe('Of a 5xx: finds the line of the log.'),
    docs: z.string(),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' })
