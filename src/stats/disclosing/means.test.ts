// Means of groups within groups, against an attacker who adds and takes away what is shown in every way there is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { suppressMeans, type GroupMean, type GroupMeans } from '../disclose.ts'

/** Groups in groups, and for each person the innermost group; -1 is the total. A group comes after the one it lies in. */
type School = { readonly within: readonly number[]; readonly people: readonly number[] }

const isInGroup = ({ within }: School, innermost: number, group: number): boolean => {
  for (let at = innermost; at >= 0; at = within[at]!) if (at === group) return true
  return group < 0
}
const membersOf = (school: School, group: number): number[] =>
  school.people.flatMap((innermost, person) => (isInGroup(school, innermost, group) ? [person] : []))

function inputOf(school: School): GroupMeans {
  const of = (group: number): { n: number; mean: number | null } => {
    const members = membersOf(school, group)
    const sum = members.reduce((all, person) => all + ((person * 7) % 11), 0)
    return { n: members.length, mean: members.length === 0 ? null : sum / members.length }
  }
  const groups = school.within.map((around, at): GroupMean => {
    return { name: `${at}`, ...of(at), ...(around < 0 ? {} : { within: `${around}` }) }
  })
  return { groups, total: of(-1) }
}

const schools = (groups: number, people: number): fc.Arbitrary<School> =>
  fc.integer({ min: 1, max: groups }).chain((size) =>
    fc.record({
      within: fc.tuple(...Array.from({ length: size }, (_, at) => fc.integer({ min: -1, max: at - 1 }))),
      people: fc.array(fc.integer({ min: -1, max: size - 1 }), { minLength: 1, maxLength: people }),
    }),
  )

/** Rows with a leading one each where no other row has anything, to ask quickly what they add up to. */
function reduced(rows: readonly number[][]): { row: number[]; lead: number }[] {
  const basis: { row: number[]; lead: number }[] = []
  for (const given of rows) {
    let row = [...given]
    for (const one of basis) row = row.map((value, at) => value - row[one.lead]! * one.row[at]!)
    const lead = row.findIndex((value) => Math.abs(value) > 1e-9)
    if (lead < 0) continue
    const by = row[lead]!
    row = row.map((value) => value / by)
    for (const one of basis) {
      const times = one.row[lead]!
      one.row = one.row.map((value, at) => value - times * row[at]!)
    }
    basis.push({ row, lead })
  }
  return basis
}

test('no group under the threshold can be had by adding and taking away what is shown', () => {
  const keeps = fc.constantFrom('total' as const, 'groups' as const)
  fc.assert(
    fc.property(schools(6, 11), fc.integer({ min: 2, max: 4 }), keeps, (school, threshold, keep) => {
      const input = inputOf(school)
      const { means, n, issues } = suppressMeans(input, { threshold, keep })
      assert.deepEqual(issues, [])
      const all = [...input.groups.map((group, at) => ({ ...group, at })), { ...input.total, name: '', at: -1 }]
      const shown = all.filter(({ name, at }) => (at < 0 ? n.total : n.group[name]) !== null)
      for (const { name, mean, at } of shown) assert.equal(at < 0 ? means.total : means.group[name], mean)
      const size = school.people.length
      const basis = reduced(
        shown.map(({ at }) => Array.from({ length: size }, (_, p) => (membersOf(school, at).includes(p) ? 1 : 0))),
      )
      for (let some = 1; some < 2 ** size; some++) {
        const people = Array.from({ length: size }, (_, person) => (some >> person) & 1)
        if (people.reduce((a, b) => a + b, 0) >= threshold) continue
        let left = people
        for (const { row, lead } of basis) left = left.map((value, at) => value - people[lead]! * row[at]!)
        assert.ok(
          left.some((value) => Math.abs(value) > 1e-6),
          people.join(''),
        )
      }
    }),
    { numRuns: 500 },
  )
})

/** Whether each shown group, less the largest shown ones in it, leaves nobody or enough. */
function isSafe(school: School, shown: ReadonlySet<number>, threshold: number): boolean {
  return [...shown].every((group) => {
    const inner = [...shown].filter((one) => one !== group && isInGroup(school, one, group))
    const rest = membersOf(school, group).filter((person) =>
      inner.every((one) => !isInGroup(school, school.people[person]!, one)),
    )
    return rest.length === 0 || rest.length >= threshold
  })
}

test('hardly more is hidden than must be', () => {
  let more = 0
  let runs = 0
  fc.assert(
    fc.property(schools(5, 40), fc.integer({ min: 2, max: 6 }), (school, threshold) => {
      const groups = [-1, ...school.within.keys()].filter((group) => membersOf(school, group).length >= threshold)
      const { n } = suppressMeans(inputOf(school), { threshold })
      const ours = groups.filter((group) => (group < 0 ? n.total : n.group[`${group}`]) !== null).length
      const most = Array.from({ length: 2 ** groups.length }, (_, set) => groups.filter((_g, at) => (set >> at) & 1))
        .filter((list) => isSafe(school, new Set(list), threshold))
        .reduce((best, list) => Math.max(best, list.length), 0)
      assert.ok(ours >= most - 2, `${ours} shown where ${most} could be`)
      more += most - ours
      runs += 1
    }),
    { numRuns: 300, seed: 3 },
  )
  assert.ok(more <= runs / 10, `${more} more in ${runs}`)
})

const named = (name: string, n: number, within?: string): GroupMean => ({ name, n, mean: n, within })
const shown = (groups: GroupMean[], total: number, keep?: 'groups'): (number | null)[] => {
  const { n } = suppressMeans({ groups, total: { n: total, mean: 1 } }, { threshold: 10, keep })
  return [n.total, ...Object.values(n.group)]
}

test('all, the girls, the girls of Year 7', () => {
  const girls = (of7: number): GroupMean[] => [
    named('girls', 48),
    named('girls of Y7', of7, 'girls'),
    named('boys', 52),
  ]
  assert.deepEqual(shown(girls(20), 100), [100, 48, 20, 52])
  // Forty-eight less forty-one would be seven girls of the other years.
  assert.deepEqual(shown(girls(41), 100), [100, 48, null, 52])
  // With the girls hidden instead, the seven would be the total less the other two.
  assert.deepEqual(shown(girls(41), 100, 'groups'), [null, null, 41, 52])
  assert.deepEqual(shown(girls(7), 100), [100, 48, null, 52])
})

test('a group made wholly of shown groups takes nobody in when hidden: one inside it goes too', () => {
  const groups = [named('girls', 30), named('Y7', 14, 'girls'), named('Y8', 16, 'girls'), named('boys', 4)]
  // Four boys are the total less the girls, whether the girls are shown or only their years.
  assert.deepEqual(shown(groups, 34), [34, null, null, 16, null])
})

test('groups of no total, of a ring, of two names, and larger than what they lie in, show nothing', () => {
  const bad: GroupMean[][] = [
    [named('a', 20, 'b'), named('b', 20, 'a')],
    [named('a', 20, 'a')],
    [named('a', 20, 'missing')],
    [named('a', 20), named('b', 21, 'a')],
    [named('a', 20), named('b', 15, 'a'), named('c', 15, 'a')],
    [named('a', 20), named('a', 20)],
  ]
  for (const groups of bad) {
    const answer = suppressMeans({ groups, total: { n: 100, mean: 1 } })
    assert.deepEqual(answer.issues, ['out-of-range'])
    assert.ok([answer.means.total, ...Object.values(answer.means.group)].every((one) => one === null))
  }
})

test('names like those of the language are names like any other', () => {
  const groups = ['__proto__', 'constructor', 'toString'].map((name) => named(name, 20))
  const { n } = suppressMeans({ groups, total: { n: 60, mean: 1 } })
  assert.deepEqual(Object.entries(n.group), [
    ['__proto__', 20],
    ['constructor', 20],
    ['toString', 20],
  ])
})

test('ten thousand groups, in one row and in one chain, in under two seconds', () => {
  for (const within of [() => undefined, (at: number) => (at === 0 ? undefined : `${at - 1}`)]) {
    const groups = Array.from({ length: 10_000 }, (_, at) => named(`${at}`, within(1) ? 20_000 - at : 12, within(at)))
    const began = performance.now()
    assert.deepEqual(suppressMeans({ groups, total: { n: 200_000, mean: 1 } }).issues, [])
    assert.ok(performance.now() - began < 2000)
  }
})
