import { describeApi } from '../describe-api.ts'
import type { Problem, Repository } from './rule.ts'

/** The committed description of the API, the types of the client and the list of documents are what they come from. */
export async function staleDescription({ files, read }: Repository): Promise<Problem[]> {
  return (await describeApi()).flatMap(({ path, text }) => {
    const wanted = text.split('\n')
    const lines = files.includes(path) ? read(path).split('\n') : []
    const at = wanted.findIndex((line, index) => line !== lines[index])
    if (at === -1 && lines.length === wanted.length) return []
    const line = at === -1 ? wanted.length : at
    return [{ file: `${path}:${line + 1}`, message: 'is out of date: npm run describe writes it anew' }]
  })
}
