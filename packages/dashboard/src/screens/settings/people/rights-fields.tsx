import { Checkbox, Group, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import type { Operator } from '../../../api/session.ts'
import { frameWords } from '../../../languages/frame.ts'
import { peopleWords } from '../../../languages/people.ts'
import { useWords } from '../../../languages/use-words.ts'
import { textOf } from '../form-values.ts'

type Rights = Pick<Operator, 'role' | 'sites'>

const ROLES = ['viewer', 'editor', 'owner'] as const

/** What somebody may do, and at which sites. */
export function RightsFields({ role: first, sites }: Rights): ReactNode {
  const t = useWords(peopleWords)
  const f = useWords(frameWords)
  const [role, setRole] = useState(first)
  const [isLimited, setLimited] = useState(sites !== null)
  const known = useQuery({
    queryKey: ['sites'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/sites', { signal })),
  })
  const all = known.data?.sites ?? []
  return (
    <>
      <NativeSelect
        name="role"
        label={t('role')}
        description={t(`role.${role}.help`)}
        value={role}
        data={ROLES.map((value) => ({ value, label: f(`role.${value}`) }))}
        onChange={({ currentTarget }) => setRole(ROLES.find((one) => one === currentTarget.value) ?? 'viewer')}
      />
      {(all.length > 1 || sites !== null) && (
        <Checkbox
          name="limited"
          label={t('limited')}
          checked={isLimited}
          onChange={(event) => setLimited(event.currentTarget.checked)}
        />
      )}
      {isLimited && (
        <Checkbox.Group label={t('sites')} defaultValue={[...(sites ?? [])]}>
          <Group mt="xs">
            {all.map(({ id, name }) => (
              <Checkbox key={id} name="sites" value={id} label={name || id} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
    </>
  )
}

/** What was chosen. Limited to no site is refused, and is not all of them. */
export function rightsOf(form: FormData): { role: Rights['role']; sites: string[] | null } {
  const role = ROLES.find((one) => one === textOf(form, 'role')) ?? 'viewer'
  const sites = form.getAll('sites').filter((value) => typeof value === 'string')
  return { role, sites: form.has('limited') ? sites : null }
}
