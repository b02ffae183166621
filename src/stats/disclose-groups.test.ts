// Means of groups and the answers of raters: nothing shown may depend on what is hidden.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LEAST_GROUP, showGroups, suppressMeans, type GroupMean, type RaterForms, type RaterKind } from './disclose.ts'

const groups = fc.array(fc.record({ n: fc.integer({ min: 0, max: 14 }), mean: fc.integer({ min: 0, max: 9 }) }), {
  minLength: 1,
  maxLength: 5,
})
const named = (list: { n: number; mean: number }[]): GroupMean[] =>
  list.map(({ n, mean }, at) => ({ name: `Y${at + 7}`, n, mean: n === 0 ? null : mean }))

function totalOf(list: readonly GroupMean[], outside: number): { n: number; mean: number | null } {
  const n = list.reduce((sum, group) => sum + group.n, outside)
  const sum = list.reduce((all, group) => all + group.n * (group.mean ?? 0), outside * 3)
  return { n, mean: n === 0 ? null : sum / n }
}

test('a hidden group has another explanation: other sizes and means that give all that is shown', () => {
  fc.assert(
    fc.property(
      groups,
      fc.nat({ max: 12 }),
      fc.constantFrom('total' as const, 'groups' as const),
      (list, outside, keep) => {
        const threshold = 5
        const input = { groups: named(list), total: totalOf(named(list), outside) }
        const { means, n } = suppressMeans(input, { threshold, keep })
        const hidden = input.groups.filter((group) => group.n > 0 && means.group[group.name] === null)
        for (const group of input.groups) {
          if (group.n < threshold) assert.equal(means.group[group.name], null)
          assert.ok(means.group[group.name] === null || means.group[group.name] === group.mean)
          assert.equal(means.group[group.name] === null, n.group[group.name] === null)
        }
        const small = hidden.filter((group) => group.n < threshold)
        assert.ok(hidden.length + (means.total === null ? 1 : 0) <= small.length + 1, 'one more hidden at most')
        if (means.total === null) return
        // What an attacker is left with: the total less the shown groups.
        const parts = hidden.length + (outside > 0 ? 1 : 0)
        const left = hidden.reduce((sum, group) => sum + group.n, outside)
        assert.ok(left === 0 || left >= threshold)
        if (small.length > 0) assert.ok(parts >= 2)
      },
    ),
    { numRuns: 500 },
  )
})

test('three who are in no year group are not told by the total', () => {
  const input = { groups: [{ name: 'Y7', n: 30, mean: 40.2 }], total: { n: 33, mean: 40 } }
  assert.deepEqual(suppressMeans(input, { threshold: 10 }).means, { group: { Y7: null }, total: 40 })
  assert.deepEqual(suppressMeans(input, { threshold: 10, keep: 'groups' }).means, { group: { Y7: 40.2 }, total: null })
})

test('one small group hides the smallest other; two small ones protect each other once they are enough', () => {
  const list = (sizes: number[]): { groups: GroupMean[]; total: { n: number; mean: number | null } } => {
    const all = named(sizes.map((n) => ({ n, mean: n })))
    return { groups: all, total: totalOf(all, 0) }
  }
  const shown = (sizes: number[]): (number | null)[] => {
    const { n } = suppressMeans(list(sizes), { threshold: 10 })
    return [...Object.values(n.group), n.total]
  }
  assert.deepEqual(shown([30, 4, 25]), [30, null, null, 59])
  assert.deepEqual(shown([30, 4, 25, 7]), [30, null, 25, null, 66])
  assert.deepEqual(shown([30, 4, 25, 3]), [30, null, null, null, 62])
  assert.deepEqual(shown([4, 3]), [null, null, null])
  assert.deepEqual(shown([30, 20]), [30, 20, 50])
  assert.deepEqual(shown([30, 0]), [30, null, 30])
})

test('overlapping groups, two of one name and numbers that are none show nothing', () => {
  const total = { n: 40, mean: 2 }
  for (const bad of [
    {
      groups: [
        { name: 'a', n: 30, mean: 2 },
        { name: 'b', n: 20, mean: 2 },
      ],
      total,
    },
    {
      groups: [
        { name: 'a', n: 10, mean: 2 },
        { name: 'a', n: 10, mean: 2 },
      ],
      total,
    },
    { groups: [{ name: 'a', n: 10, mean: Number.NaN }], total },
    { groups: [{ name: 'a', n: 10, mean: null }], total },
    { groups: [{ name: 'a', n: -1, mean: 2 }], total },
  ]) {
    const { means, issues } = suppressMeans(bad, { threshold: 5 })
    assert.ok([...Object.values(means.group), means.total].every((mean) => mean === null))
    assert.deepEqual(issues, ['out-of-range'])
  }
  assert.deepEqual(suppressMeans({ groups: [], total: { n: 0, mean: null } }).issues, ['no-data'])
})

const ITEMS = ['safe', 'heard']
const answer = fc.option(fc.integer({ min: 0, max: 3 }), { freq: 5 })
const formsOf = (kind: string, least: number, most: number): fc.Arbitrary<RaterKind> =>
  fc.array(fc.tuple(answer, answer), { minLength: least, maxLength: most }).map((forms) => ({
    kind,
    answers: { safe: forms.map(([safe]) => safe), heard: forms.map(([, heard]) => heard) },
  }))
const show = (kinds: RaterKind[], round: RaterForms['round'], leastGroup: number = LEAST_GROUP) =>
  showGroups({ items: ITEMS, kinds, round }, { leastGroup })

test('a kind under the least group leaves no trace: whatever it answered, the page is the same', () => {
  const small = formsOf('governors', 0, 4)
  fc.assert(
    fc.property(
      formsOf('pupils', 0, 30),
      small,
      small,
      fc.constantFrom('open' as const, 'closed' as const),
      (pupils, one, other, round) => {
        const page = show([pupils, one], round)
        assert.deepEqual(page, show([pupils, other], round))
        assert.deepEqual(page.kinds[1], { kind: 'governors', n: null, means: { safe: null, heard: null } })
      },
    ),
  )
})

test('nobody who left an item out is told: each mean shown could be one of all forms', () => {
  fc.assert(
    fc.property(formsOf('pupils', 5, 25), (pupils) => {
      const [page] = show([pupils], 'closed').kinds
      const forms = pupils.answers['safe']!.length
      assert.equal(page!.n, forms)
      for (const item of ITEMS) {
        const mean = page!.means[item]!
        const given = pupils.answers[item]!.filter((one) => one !== null)
        if (given.length < LEAST_GROUP) assert.equal(mean, null)
        if (mean === null) {
          assert.ok(given.length < forms, 'what all answered is shown')
          continue
        }
        assert.equal(mean, Math.round((10 * given.reduce((a, b) => a + b, 0)) / given.length) / 10)
        const couldBe = Array.from({ length: 3 * forms + 1 }, (_, sum) => Math.round((10 * sum) / forms) / 10)
        assert.ok(couldBe.includes(mean), `${mean} of ${forms}`)
      }
    }),
    { numRuns: 500 },
  )
})

test('while a round is open, the last five forms and the last five answers to an item change nothing', () => {
  fc.assert(
    fc.property(formsOf('pupils', 0, 30), fc.array(answer, { minLength: 5, maxLength: 5 }), (pupils, others) => {
      const swapped = (list: readonly (number | null)[]): (number | null)[] => {
        const given = list.flatMap((one, at) => (one === null ? [] : [at]))
        const last = new Set(given.slice(-5))
        let next = 0
        return list.map((one, at) => (last.has(at) ? (others[next++] ?? 3) : one))
      }
      const page = show([pupils], 'open')
      assert.deepEqual(
        page,
        show(
          [
            {
              kind: 'pupils',
              answers: { safe: swapped(pupils.answers['safe']!), heard: swapped(pupils.answers['heard']!) },
            },
          ],
          'open',
        ),
      )
      const shorter = Object.fromEntries(ITEMS.map((item) => [item, pupils.answers[item]!.slice(0, -5)]))
      const closedAfter = show([{ kind: 'pupils', answers: shorter }], 'closed').kinds[0]!
      assert.ok((page.kinds[0]!.n ?? 0) <= (closedAfter.n ?? 0), 'at least five forms wait')
    }),
  )
})

test('from one look to the next there are five answers more, or the same page', () => {
  const list = Array.from({ length: 40 }, (_, at) => (at * 7 + (at >> 2)) % 4)
  const pages = list.map(
    (_, at) => show([{ kind: 'pupils', answers: { safe: list.slice(0, at + 1) } }], 'open').kinds[0]!,
  )
  const looks = pages.map((page, at) => ({ came: at + 1, page: JSON.stringify(page) }))
  const changes = looks.filter(({ page }, at) => at > 0 && page !== looks[at - 1]!.page).map(({ came }) => came)
  assert.deepEqual(changes, [10, 15, 20, 25, 30, 35, 40])
  assert.deepEqual([pages[8]!.n, pages[9]!.n, pages[38]!.n], [null, 5, 30])
})

test('the kinds together are worked out from what is shown and from nothing else', () => {
  fc.assert(
    fc.property(formsOf('pupils', 0, 20), formsOf('parents', 0, 20), formsOf('staff', 0, 9), (...kinds) => {
      const page = show(kinds, 'closed')
      for (const item of ITEMS) {
        const parts = page.kinds.filter(({ n, means }) => n !== null && means[item] !== null)
        const n = parts.reduce((sum, part) => sum + part.n!, 0)
        const tenths = parts.reduce((sum, part) => sum + part.n! * Math.round(part.means[item]! * 10), 0)
        const together =
          parts.length < 2 ? null : { mean: Math.round(tenths / n) / 10, of: parts.map(({ kind }) => kind) }
        assert.deepEqual(page.together[item], together)
      }
    }),
  )
})

test('a page of a school: eight pupils, twelve parents, three governors', () => {
  const page = show(
    [
      { kind: 'pupils', answers: { safe: [3, 2, 2, 3, 1, 2, 3, 3], heard: [1, 1, 0, 2, 1, 1, 2, null] } },
      {
        kind: 'parents',
        answers: { safe: [2, 2, 2, 1, 3, 2, 2, 3, 2, 1, 2, 2], heard: [2, 1, 2, 2, null, 1, 2, 2, 1, 2, 2, 2] },
      },
      { kind: 'governors', answers: { safe: [3, 3, 3], heard: [3, 3, 2] } },
    ],
    'closed',
  )
  assert.deepEqual(page, {
    kinds: [
      { kind: 'pupils', n: 8, means: { safe: 2.4, heard: null } },
      { kind: 'parents', n: 12, means: { safe: 2, heard: 1.7 } },
      { kind: 'governors', n: null, means: { safe: null, heard: null } },
    ],
    together: { safe: { mean: 2.2, of: ['pupils', 'parents'] }, heard: null },
    issues: [],
  })
})

test('a least group under five is refused, and so are answers that are none', () => {
  const pupils: RaterKind = { kind: 'pupils', answers: { safe: [1, 2, 3, 1, 2, 3], heard: [1, 2, 3, 1, 2, 3] } }
  const hidden = { kind: 'pupils', n: null, means: { safe: null, heard: null } }
  for (const leastGroup of [4, 0, -1, 5.5, Number.NaN, Infinity]) {
    assert.deepEqual(show([pupils], 'closed', leastGroup).kinds, [hidden])
    assert.deepEqual(show([pupils], 'closed', leastGroup).issues, ['out-of-range'])
  }
  assert.equal(show([pupils], 'closed', 6).kinds[0]!.n, 6)
  assert.equal(show([pupils], 'closed', 7).kinds[0]!.n, null)
  const odd = { kind: 'pupils', answers: { safe: [1, 2, 3, 1, 2, 3], heard: [1, 2] } }
  assert.deepEqual(show([odd], 'closed'), {
    kinds: [hidden],
    together: { safe: null, heard: null },
    issues: ['out-of-range'],
  })
  assert.deepEqual(show([pupils, pupils], 'closed').kinds, [hidden, hidden])
})
