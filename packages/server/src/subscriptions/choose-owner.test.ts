import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chooseOwner, type Claim } from './choose-owner.ts'

const ada = { id: 1, external_id: 'ada' }
const ben = { id: 2, external_id: 'ben' }
const someone = { id: 3, external_id: null }
const someoneElse = { id: 4, external_id: null }

const stored = (owner: typeof ada | typeof someone, isProved: boolean) => ({
  owner,
  isProved,
  isOver: false,
})
const known = (subscriber: typeof ada | typeof someone) => ({ kind: 'known', subscriber })
const named = (externalId: string) => ({ kind: 'named', externalId })
const anonymous = { kind: 'anonymous' }
const refused = 'endpoint-owned'

// identity, stored, previousOwner → owner
const table: [string, Partial<Claim>, unknown][] = [
  ['a new one of nobody is anonymous', {}, anonymous],
  ['a new one of a named person is theirs', { identity: 'ada' }, named('ada')],
  ['a new one of a signed-out page is anonymous', { identity: null }, anonymous],
  ['a new one inherits the owner of the one it replaces', { previousOwner: ada }, known(ada)],
  ['a new one inherits an anonymous owner too', { previousOwner: someone }, known(someone)],
  ['a token counts more than the previous owner', { identity: 'ben', previousOwner: ada }, named('ben')],
  ['a signed-out page does not inherit a named owner', { identity: null, previousOwner: ada }, anonymous],
  ['a signed-out page inherits an anonymous owner', { identity: null, previousOwner: someone }, known(someone)],

  ['a page without identity leaves the owner', { stored: stored(ada, true) }, known(ada)],
  ['the owner may refresh the keys', { identity: 'ada', stored: stored(ada, false) }, known(ada)],
  ['another person takes it over with proof', { identity: 'ben', stored: stored(ada, true) }, named('ben')],
  ['another person does not without proof', { identity: 'ben', stored: stored(ada, false) }, refused],
  ['signing out unbinds', { identity: null, stored: stored(ada, true) }, anonymous],
  ['nobody unbinds without proof', { identity: null, stored: stored(ada, false) }, refused],
  ['nobody changes the keys of a named one without proof', { stored: stored(ada, false) }, refused],

  ['an anonymous one stays with whom has its keys', { stored: stored(someone, true) }, known(someone)],
  ['nobody changes the keys of an anonymous one without proof', { stored: stored(someone, false) }, refused],
  ['nor signed out', { identity: null, stored: stored(someone, false) }, refused],
  ['an anonymous one stays when signed out', { identity: null, stored: stored(someone, true) }, known(someone)],
  ['signing in takes an anonymous one with proof', { identity: 'ada', stored: stored(someone, true) }, named('ada')],
  ['signing in does not take it without proof', { identity: 'ada', stored: stored(someone, false) }, refused],
  ['an anonymous one inherits late, with proof', { stored: stored(someone, true), previousOwner: ada }, known(ada)],
  ['an anonymous one does not without proof', { stored: stored(someone, false), previousOwner: ada }, refused],
  [
    'an anonymous one inherits an anonymous owner',
    { stored: stored(someone, true), previousOwner: someoneElse },
    known(someoneElse),
  ],
  ['a named one keeps its owner whatever it replaces', { stored: stored(ada, true), previousOwner: ben }, known(ada)],
]

describe('chooseOwner', () => {
  for (const [sentence, claim, expected] of table) {
    test(sentence, () => {
      const choice = chooseOwner({ identity: undefined, stored: undefined, previousOwner: undefined, ...claim })
      assert.deepEqual(choice.ok ? choice.owner : choice.code, expected)
    })
  }
})
