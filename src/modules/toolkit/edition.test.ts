// Proof that every edition on the shelf is fit to put in front of a school: complete, plain, kind and unchanging.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  criteriaOf,
  criterionByKey,
  digestOf,
  editionFor,
  levelWord,
  loadEdition,
  principleByKey,
  principleOf,
  publishedDigests,
  searchEdition,
  shelved,
  stageByKey,
  stageKeys,
  termsOf,
} from './edition.ts'

const order = [
  'leadership_management',
  'ethos_environment',
  'curriculum_learning',
  'student_voice',
  'staff_development_wellbeing',
  'identifying_need_monitoring_impact',
  'parents_carers',
  'targeted_support_referral',
]
const findsFault =
  /\b(fail\w*|weak\w*|poor\w*|inadequate\w*|bad|badly|blam\w*|lazy|naughty|attention[- ]seeking|manipulat\w*|deficit\w*|unacceptable|hard[- ]to[- ]reach|incompeten\w*|troubled|damaged|unsatisfactory)\b/i
const american =
  /\b(behavior\w*|color\w*|center\w*|favorite\w*|organiz\w*|recogniz\w*|realiz\w*|apologiz\w*|summariz\w*|prioritiz\w*|practicing|counsel(?:or|ors|ing)|program|programs|learned|gotten|moms?|math|toward|afterward|skillful|fulfill|pediatric\w*|judgment)\b/i
const unfinished = /lorem|ipsum|\btodo\b|\btbc\b|\btbd\b|xxx|\?\?/i

const shelf = shelved().map((name) => loadEdition(name.key, name.version))
const [primary] = shelf.filter((edition) => edition.key === 'primary')
assert.ok(primary, 'the primary edition is on the shelf')

function everyWord(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(everyWord)
}
const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}’]+/gu) ?? []
const repeats = (keys: string[]): string[] => keys.filter((key, at) => keys.indexOf(key) !== at)

for (const edition of shelf) {
  const name = `${edition.key}/${edition.version}`
  const criteria = criteriaOf(edition)
  const moves = criteria.flatMap((criterion) => criterion.moves)
  const asked = [...criteria, ...edition.baseline.questions]
  const anchors = asked.flatMap((one) =>
    Object.entries(one.anchors).map(([level, text]) => ({ key: one.key, level, text })),
  )

  test(`${name}: a team meets the eight principles in order, leadership and management first`, () => {
    assert.deepEqual(
      edition.principles.map((principle) => principle.key),
      order,
    )
    assert.deepEqual(
      edition.principles.map((principle) => principle.number),
      [1, 2, 3, 4, 5, 6, 7, 8],
    )
    for (const principle of edition.principles) assert.match(principle.focus_question, /\?$/)
  })

  const least = edition.for.includes('community')
    ? { criteria: 16, most: 20, each: 2, minutes: 40 }
    : { criteria: 40, most: 55, each: 4, minutes: 120 }

  test(`${name}: a team is asked ${least.criteria} to ${least.most} criteria, and some for every principle`, () => {
    assert.ok(criteria.length >= least.criteria && criteria.length <= least.most, `${criteria.length} criteria`)
    for (const principle of edition.principles) assert.ok(principle.criteria.length >= least.each, principle.key)
  })

  test(`${name}: a member who rates never meets the same sentence, or nearly the same, twice`, () => {
    const bags = anchors.map((anchor) => ({ ...anchor, bag: new Set(wordsIn(anchor.text)) }))
    for (const [at, one] of bags.entries()) {
      for (const other of bags.slice(at + 1)) {
        const shared = [...one.bag].filter((own) => other.bag.has(own)).length
        const likeness = shared / (one.bag.size + other.bag.size - shared)
        assert.ok(
          likeness < 0.6,
          `${one.key} ${one.level} and ${other.key} ${other.level} read alike:\n${one.text}\n${other.text}`,
        )
      }
    }
  })

  test(`${name}: a member reads each level as one whole sentence of sensible length`, () => {
    for (const { key, level, text } of anchors) {
      assert.match(text, /^[A-Z].*\.$/, `${key} ${level}`)
      assert.equal(text.match(/[.!?](?=\s|$)/g)?.length, 1, `${key} ${level} is one sentence`)
      const count = wordsIn(text).length
      assert.ok(count >= 5 && count <= 40, `${key} ${level} has ${count} words`)
    }
    for (const criterion of criteria) {
      assert.match(criterion.text, /^[A-Z].*\.$/, criterion.key)
      assert.ok(wordsIn(criterion.text).length <= 22, `${criterion.key} is short enough to read aloud`)
      assert.match(criterion.minimum_evidence, /\.$/, criterion.key)
    }
  })

  test(`${name}: a teaching assistant can follow the sentences, which stay short on average`, () => {
    const prose = [...criteria.map((one) => `${one.text} ${one.why}`), ...moves.map((move) => move.words)].join(' ')
    const sentences = prose.split(/[.!?]+\s/).length
    const average = wordsIn(prose).length / sentences
    assert.ok(average < 17, `${average.toFixed(1)} words a sentence`)
  })

  test(`${name}: a team that finds a gap has two to four moves to try, each with its time`, () => {
    for (const criterion of criteria) {
      assert.ok(criterion.moves.length >= 2 && criterion.moves.length <= 4, criterion.key)
    }
    for (const move of moves) {
      assert.ok(move.minutes >= 10 && move.minutes <= 600, move.key)
      assert.match(move.words, /[.!?”]$/, move.key)
      assert.doesNotMatch(move.title, /\.$/, move.key)
    }
  })

  test(`${name}: nobody can save an answer under a key that two things share`, () => {
    assert.deepEqual(repeats([...criteria, ...edition.baseline.questions].map((one) => one.key)), [])
    assert.deepEqual(repeats(moves.map((move) => move.key)), [])
    assert.deepEqual(repeats(moves.map((move) => move.title)), [])
    assert.deepEqual(repeats(criteria.map((criterion) => criterion.text)), [])
    assert.deepEqual(repeats(edition.glossary.map((term) => term.key)), [])
    assert.deepEqual(repeats(edition.involvement_groups.map((group) => group.key)), [])
    assert.deepEqual(repeats(edition.recommended_roles.map((role) => role.role)), [])
  })

  test(`${name}: a reader can look up every term, and the glossary holds none that nothing uses`, () => {
    const used = new Set(criteria.flatMap((criterion) => criterion.terms))
    const defined = new Set(edition.glossary.map((term) => term.key))
    assert.deepEqual(
      [...used].filter((key) => !defined.has(key)),
      [],
    )
    assert.deepEqual(
      [...defined].filter((key) => !used.has(key)),
      [],
    )
    for (const criterion of criteria) assert.equal(termsOf(edition, criterion).length, criterion.terms.length)
  })

  test(`${name}: a member finishes the baseline in ten minutes and it touches every principle`, () => {
    const { questions, minutes, introduction } = edition.baseline
    assert.ok(questions.length >= 8 && questions.length <= 16)
    assert.deepEqual(new Set(questions.map((question) => question.principle)), new Set(order))
    for (const question of questions) {
      assert.match(question.text, /\?$/, question.key)
      for (const key of question.criteria) {
        assert.equal(principleOf(edition, key)?.key, question.principle, `${question.key} asks about ${key}`)
      }
    }
    // A steady reader manages 200 words a minute; then allow fifteen seconds to think about each question.
    const read =
      wordsIn(everyWord([introduction, questions.map((one) => [one.text, one.anchors])]).join(' ')).length / 200
    assert.ok(
      minutes <= 10 && read + questions.length / 4 <= minutes,
      `${(read + questions.length / 4).toFixed(1)} minutes`,
    )
  })

  test(`${name}: the minutes a team is told add up, and the whole takes no more than five hours`, () => {
    for (const principle of edition.principles) {
      const sum = principle.criteria.reduce((total, criterion) => total + criterion.minutes, 0)
      assert.equal(principle.minutes, sum, principle.key)
      assert.ok(sum <= 45, `${principle.key} fits in one meeting`)
    }
    const whole = edition.principles.reduce((total, principle) => total + principle.minutes, 0)
    assert.ok(whole >= least.minutes && whole <= 300, `${whole} minutes`)
  })

  test(`${name}: no one who reads it is found fault with, and it is finished British English`, () => {
    for (const text of everyWord(edition)) {
      assert.doesNotMatch(text, findsFault)
      assert.doesNotMatch(text, american)
      assert.doesNotMatch(text, unfinished)
      assert.doesNotMatch(text, /\s{2}|\s[,.;:]|^\s|\s$|['"]/, `tidy, with printers’ quotation marks: ${text}`)
    }
  })

  test(`${name}: a stage closes on what the edition says, and a missing role warns but never blocks`, () => {
    assert.deepEqual(
      edition.stages.map((stage) => stage.key),
      [...stageKeys],
    )
    for (const stage of edition.stages) {
      const blocking = stage.closes_when.map((condition) => condition.rule)
      assert.ok(!blocking.includes('recommended-roles'), stage.key)
      assert.ok(
        stage.warns_when.every((condition) => !blocking.includes(condition.rule)),
        stage.key,
      )
      assert.ok(stage.usual_months.from <= stage.usual_months.to, stage.key)
    }
    const rulesOf = (key: (typeof stageKeys)[number]) => stageByKey(edition, key).closes_when.map((one) => one.rule)
    assert.deepEqual(rulesOf('assess'), ['all-criteria-agreed', 'lead-named', 'senior-leader-named'])
    assert.deepEqual(rulesOf('plan'), ['gaps-answered'])
    assert.deepEqual(rulesOf('review'), ['actions-reviewed'])
  })

  test(`${name}: the four levels run from not yet in place to well established`, () => {
    assert.deepEqual(
      edition.levels.map((level) => level.value),
      [0, 1, 2, 3],
    )
    assert.equal(levelWord(edition, 0), 'Not yet in place')
    assert.equal(levelWord(edition, 3), 'Well established')
  })

  test(`${name}: pupils, parents and the community are each helped to take part`, () => {
    assert.deepEqual(
      edition.involvement_groups.map((group) => group.key),
      ['pupils', 'parents', 'community'],
    )
  })
}

// Words that an edition may change in what it asks without asking something else.
const OWN_WORDS: readonly [RegExp, string][] = [
  [/\b(governors?|committee members?|(?:management )?committee|trustees?)\b/g, 'governor'],
  [/\b(in school|in college|at the club|here)\b/g, 'here'],
  [/\b(pupils?|students?|learners?|members?(?! of)|young (?:people|person))\b/g, 'learner'],
  [/\b(school|college|centre|club|group)\b/g, 'place'],
  [/\bstaff and volunteers\b|\bstaff\b/g, 'staff'],
  [/\b(parents and carers|families)\b/g, 'families'],
  [/\bin every year|at every stage\b/g, 'in every year'],
  [/\b(rshe lessons|rshe sessions|tutorials|lessons|sessions)\b/g, 'lessons'],
]
const bare = (text: string): string =>
  OWN_WORDS.reduce((said, [own, same]) => said.replace(own, same), text.toLowerCase()).replace(/\b(the|an?|our) /g, '')
const comparable = (edition: (typeof shelf)[number]) => criteriaOf(edition).filter((one) => one.comparable)
const isCommunity = (edition: (typeof shelf)[number]): boolean => edition.for.includes('community')

test('what may be set side by side asks the same in every edition, in the setting’s own words', () => {
  for (const edition of shelf)
    for (const criterion of comparable(edition)) {
      const model = criterionByKey(primary, criterion.key)
      assert.ok(
        model?.comparable,
        `${edition.key}: ${criterion.key} is comparable, and the first edition has none like it`,
      )
      assert.equal(bare(criterion.text), bare(model.text), `${edition.key}: ${criterion.key}`)
      assert.equal(principleOf(edition, criterion.key)?.key, principleOf(primary, criterion.key)?.key, criterion.key)
    }
})

test('a key that two editions share means the same thing in both', () => {
  const keys = new Map<string, string>()
  for (const edition of shelf)
    for (const criterion of criteriaOf(edition)) {
      const kind = criterion.comparable ? 'comparable' : edition.key
      const known = keys.get(criterion.key)
      assert.ok(known === undefined || known === kind, `${criterion.key}: ${known} and ${kind}`)
      keys.set(criterion.key, kind)
    }
})

test('at least 25 criteria stand in all editions for schools and colleges, and 10 of them in the community’s', () => {
  const all = shelf.filter((edition) => !isCommunity(edition))
  const shared = comparable(primary).filter((one) =>
    all.every((edition) => criterionByKey(edition, one.key)?.comparable),
  )
  assert.ok(shared.length >= 25, `${shared.length} in ${all.map((edition) => edition.key).join(', ')}`)
  for (const edition of shelf.filter(isCommunity)) assert.ok(comparable(edition).length >= 10, edition.key)
})

test('a school that finished under a published version can trust that its words never change', () => {
  const registry = publishedDigests()
  assert.deepEqual(repeats(registry.map((one) => `${one.key}/${one.version}`)), [])
  for (const { key, version, digest } of registry) {
    const now = digestOf(loadEdition(key, version))
    assert.equal(
      now,
      digest,
      `${key}/${version} is published and has been changed: put it back and write a new version`,
    )
  }
  for (const edition of shelf.filter((one) => one.status !== 'draft')) {
    assert.ok(
      registry.some((one) => one.key === edition.key && one.version === edition.version),
      `${edition.key}/${edition.version} has digest ${digestOf(edition)}: add it to content/toolkit/published.json`,
    )
  }
})

test('an editor who changes one word changes the digest, and one who only reorders keys does not', () => {
  const [first, ...rest] = primary.principles
  assert.ok(first)
  const reworded = { ...primary, principles: [{ ...first, name: `${first.name}!` }, ...rest] }
  assert.notEqual(digestOf(reworded), digestOf(primary))
  const reordered = Object.fromEntries(Object.entries(primary).toReversed()) as typeof primary
  assert.equal(digestOf(reordered), digestOf(primary))
})

test('a school is given the newest edition written for its kind, and none where there is none yet', () => {
  assert.equal(editionFor('primary')?.key, 'primary')
  assert.equal(editionFor('infant')?.key, 'primary')
  assert.equal(editionFor('lighthouse'), undefined)
})

test('nobody reaches a file outside the shelf by asking for an edition', () => {
  assert.throws(() => loadEdition('../instruments', 1), /no Toolkit edition/)
  assert.throws(() => loadEdition('primary', 999), /no Toolkit edition/)
  assert.throws(() => loadEdition('primary', Number.NaN), /no Toolkit edition/)
})

test('no page can change the words another page is about to show', () => {
  assert.equal(loadEdition('primary', 1), loadEdition('primary', 1))
  assert.throws(() => {
    const principle = principleByKey(primary, 'student_voice')
    assert.ok(principle)
    principle.name = 'Something else'
  }, TypeError)
})

test('a teaching assistant who searches for a word finds the criterion that is about it first', () => {
  assert.equal(searchEdition(primary, 'safe space')[0]?.criterion.key, 'safe-spaces')
  assert.equal(searchEdition(primary, 'bullying')[0]?.criterion.key, 'respect-and-difference')
  assert.equal(searchEdition(primary, 'GOVERNOR')[0]?.criterion.key, 'lead-governor')
  const carers = searchEdition(primary, 'young carers').map((hit) => hit.criterion.key)
  assert.deepEqual(carers.slice(0, 2).toSorted(), ['hard-times-at-home', 'more-to-carry'])
  assert.equal(searchEdition(primary, 'bereavement')[0]?.criterion.key, 'grief-and-loss')
  assert.equal(
    searchEdition(primary, 'mother’s day')[0]?.criterion.key,
    searchEdition(primary, "mothers' day")[0]?.criterion.key,
  )
})

test('a search also shows the moves that hold the words, best first', () => {
  const hits = searchEdition(primary, 'sleep diary')
  assert.equal(hits[0]?.criterion.key, 'body-and-mind')
  assert.deepEqual(
    hits[0]?.moves.map((move) => move.key),
    ['sleep-project'],
  )
  const scores = searchEdition(primary, 'families').map((hit) => hit.score)
  assert.ok(scores.length > 5)
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  )
})

test('a search for nothing, for something absent or for a whole novel answers calmly', () => {
  assert.deepEqual(searchEdition(primary, ''), [])
  assert.deepEqual(searchEdition(primary, ' … !'), [])
  assert.deepEqual(searchEdition(primary, 'trampoline'), [])
  const began = performance.now()
  assert.deepEqual(searchEdition(primary, 'trampoline '.repeat(100_000)), [])
  assert.ok(performance.now() - began < 2000)
})

test('a lookup by a key that is not there finds nothing', () => {
  assert.equal(criterionByKey(primary, 'no-such-thing'), undefined)
  assert.equal(principleOf(primary, 'no-such-thing'), undefined)
  assert.equal(principleByKey(primary, 'no_such_thing'), undefined)
  assert.equal(criterionByKey(primary, 'lead-governor')?.text, 'A governor knows about wellbeing and speaks up for it.')
  assert.equal(principleOf(primary, 'lead-governor')?.number, 1)
})
