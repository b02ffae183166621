// Views beside the team's own: differences in words, strengths first.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadEdition } from '../edition.ts'
import type { Standing } from '../standing/rules.ts'
import { compared, findingOf, meanInWords, teamMean, type KindShown } from './compare-rules.ts'

const edition = loadEdition('primary', 1)
const [leading, ethos] = edition.principles as [(typeof edition.principles)[0], (typeof edition.principles)[0]]

const agreedOn = (principle: typeof leading, levels: readonly (0 | 1 | 2 | 3 | null)[]): Standing['agreed'] =>
  principle.criteria.map(({ key }, i) => ({
    criterion_key: key,
    moment: 'assess',
    level: levels[i] ?? null,
    reason: 'So it is',
    agreed_name: 'Amina Osei',
    agreed_at: new Date(0),
    version: 1,
  }))

const pupils = (principles: Record<string, number | null>): KindShown => ({
  kind: 'pupils',
  result: { shown: true, band: 3, items: {}, principles, change_first: {} },
})

test('the team’s own is the mean of what it agreed, leaving out what does not apply', () => {
  assert.equal(teamMean({ agreed: agreedOn(leading, [2, 2, 1, null]) }, leading), 1.7)
  assert.equal(teamMean({ agreed: [] }, leading), null)
})

test('a difference is said in words, and a lower view is a good place to talk', () => {
  const standing = { agreed: [...agreedOn(leading, [2, 2, 2, 2]), ...agreedOn(ethos, [1, 1, 1, 1])] }
  const saidOf = (own: number, there: number): string[] =>
    compared(edition, standing, [pupils({ [leading.key]: own, [ethos.key]: there })], 'young people')
      .toSorted((a, b) => a.principle.number - b.principle.number)
      .flatMap((row) => row.differences.map((one) => one.words))
  assert.deepEqual(saidOf(1.5, 1.5), [
    'Young people see less of this than the team does: a good place to talk',
    'Young people see more of this than the team does',
  ])
  assert.deepEqual(saidOf(1.6, 2), [
    'Young people see this much as the team does',
    'Young people see much more of this than the team does',
  ])
})

test('what raters are most positive about comes first, and gives the page its name', () => {
  const rows = compared(edition, undefined, [pupils({ [leading.key]: 1.2, [ethos.key]: 2.6 })], 'pupils')
  assert.equal(rows[0]!.principle, ethos)
  assert.equal(findingOf(rows), `What works best in their eyes: ${ethos.name}`)
  assert.equal(findingOf(compared(edition, undefined, [], 'pupils')), 'Too few answered to show what they said')
})

test('a mean reads as the answer that it is nearest to', () => {
  assert.deepEqual([0.1, 1.4, 1.5, 2.9, null].map(meanInWords), [
    '0.1, Not yet',
    '1.4, A little',
    '1.5, Mostly',
    '2.9, Yes',
    'Not shown',
  ])
})
