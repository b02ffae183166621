// Evidence: dated notes, links and measures; what is wrong is said beside its field, and what is withdrawn is kept.
import assert from 'node:assert/strict'
import { alderbourne } from '../../../../seeds/cast.ts'
import { rolledBack } from '../../../../tests/world.ts'

const { setting } = alderbourne
const AT = `/settings/${setting}/toolkit/principles/student_voice/criteria`

async function firstCriterion(text: string): Promise<string> {
  return /criteria\/([a-z-]+)"/.exec(text)![1]!
}

rolledBack('a note is added, shown and withdrawn', async (w) => {
  const marcus = await w.as('marcus')
  const key = await firstCriterion((await marcus.get(`/settings/${setting}/toolkit/principles/student_voice`)).text)
  const note = { kind: 'note', words: 'The council’s minutes <hung> in the hall.', on_day: '12 October 2026' }
  assert.equal((await marcus.post(`${AT}/${key}/evidence`, note)).location, `${AT}/${key}#evidence`)
  const shown = await marcus.get(`${AT}/${key}`)
  assert.ok(shown.text.includes('minutes &lt;hung&gt; in the hall.'))
  assert.ok(shown.text.includes('12 October 2026, added by Marcus Bell'))
  const withdrawal = /action="([^"]+\/withdrawal)"/.exec(shown.text)![1]!
  assert.equal((await marcus.post(withdrawal)).status, 303)
  assert.ok(!(await marcus.get(`${AT}/${key}`)).text.includes('in the hall'))
  assert.equal((await marcus.post(withdrawal)).status, 404)
  const kept = await w.inCtx(
    'marcus',
    { setting },
    async (ctx) =>
      (await ctx.tx.client.query("select withdrawn_at from toolkit.evidence where words like '%in the hall%'")).rows,
  )
  assert.equal(kept.length, 1)
})

const mistakes: readonly [string, Record<string, string>, string][] = [
  [
    'a link that is a script',
    { kind: 'link', words: 'See', on_day: '1 October 2026', url: 'javascript:alert(1)' },
    'Enter a web address that begins with https:// or http://',
  ],
  [
    'a link to a file',
    { kind: 'link', words: 'See', on_day: '1 October 2026', url: 'file:///etc/passwd' },
    'Enter a web address that begins with https:// or http://',
  ],
  [
    'a link with a password in it',
    { kind: 'link', words: 'See', on_day: '1 October 2026', url: 'https://me:secret@school.example/' },
    'Enter a web address that begins with https:// or http://',
  ],
  [
    'a link with no address',
    { kind: 'link', words: 'See', on_day: '1 October 2026', url: '' },
    'Enter a web address that begins with https:// or http://',
  ],
  ['a day to come', { kind: 'note', words: 'See', on_day: '1 October 2027' }, 'Enter today’s date or an earlier one'],
  [
    'a day that is none',
    { kind: 'note', words: 'See', on_day: '31 February 2026' },
    'Enter the day it is from, such as 12 October 2026',
  ],
  ['no words', { kind: 'note', words: ' ', on_day: '1 October 2026' }, 'Say in a sentence what it shows'],
  [
    'someone else’s measure',
    { kind: 'series', words: 'See', on_day: '1 October 2026', indicator: '00000000-0000-4000-8000-000000000001' },
    'Choose a measure from the list',
  ],
]

for (const [what, fields, sentence] of mistakes) {
  rolledBack(`evidence with ${what} is refused, and what was written is still there`, async (w) => {
    const marcus = await w.as('marcus')
    const key = await firstCriterion((await marcus.get(`/settings/${setting}/toolkit/principles/student_voice`)).text)
    const refused = await marcus.post(`${AT}/${key}/evidence`, fields)
    assert.equal(refused.status, 422)
    assert.ok(refused.text.includes(sentence))
    assert.ok(refused.text.includes('<title>Error: '))
  })
}
