// The Toolkit's framework as versioned content: reads an edition from content/toolkit/KEY/VERSION, checks its shape,
// and answers questions about it. Promises: an edition that loads has the shape below, is frozen in memory and is
// read once; nothing here knows of a database, a school or a page. What a school was asked can always be shown
// again, because a published version never changes (content/toolkit/published.json keeps its digest).
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const shelf = join(import.meta.dirname, '../../../content/toolkit')

const word = z.string().trim().min(2).max(80)
const sentence = z.string().trim().min(8).max(400)
const paragraph = z.string().trim().min(20).max(900)
const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
const snake = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
const minutes = z.int().min(1).max(600)

export const levelValues = [0, 1, 2, 3] as const
export const principleKeys = [
  'leadership_management',
  'ethos_environment',
  'curriculum_learning',
  'student_voice',
  'staff_development_wellbeing',
  'identifying_need_monitoring_impact',
  'parents_carers',
  'targeted_support_referral',
] as const
export const stageKeys = ['assess', 'plan', 'review'] as const
export const closingRules = [
  'all-criteria-agreed',
  'lead-named',
  'senior-leader-named',
  'gaps-answered',
  'actions-reviewed',
  'recommended-roles',
] as const
export const efforts = ['small', 'medium', 'large'] as const

const anchorsShape = z.strictObject({ '0': sentence, '1': sentence, '2': sentence, '3': sentence })
const levelShape = z.strictObject({ value: z.literal(levelValues), word, meaning: sentence })
const conditionShape = z.strictObject({ key: kebab, rule: z.enum(closingRules), words: sentence })
const stageShape = z.strictObject({
  key: z.enum(stageKeys),
  name: word,
  purpose: paragraph,
  usual_months: z.strictObject({ from: z.int().min(1).max(24), to: z.int().min(1).max(24) }),
  closes_when: z.array(conditionShape).min(1),
  warns_when: z.array(conditionShape),
})
const recommendedRoleShape = z.strictObject({
  role: snake,
  name: word,
  why: sentence,
  // Roles whose holder covers this one as well: a head is a senior leader.
  met_by: z.array(snake).min(1),
})
const involvementGroupShape = z.strictObject({
  key: snake,
  name: word,
  why: sentence,
  prompts: z.array(sentence).min(2),
  ideas: z.array(sentence).min(3),
})
const moveShape = z.strictObject({ key: kebab, title: word, words: sentence, minutes, effort: z.enum(efforts) })
export const criterionShape = z.strictObject({
  key: kebab,
  text: sentence,
  why: sentence,
  anchors: anchorsShape,
  minimum_evidence: sentence,
  moves: z.array(moveShape).max(4),
  minutes,
  terms: z.array(kebab),
  // True when every later edition asks the same thing, so that answers may be set side by side.
  comparable: z.boolean(),
  // Of a programme's own criterion: whose it is. No published edition has one.
  of: z.strictObject({ programme: z.string(), version: z.int() }).optional(),
})
/** What a cycle keeps of a programme's own criterion: where it stands, and all its words. */
export const keptShape = z.strictObject({ principle: z.string(), criterion: criterionShape })
export type Kept = z.infer<typeof keptShape>

const principleShape = z.strictObject({
  key: snake,
  number: z.int().min(1).max(8),
  name: word,
  focus_question: sentence,
  about: paragraph,
  minutes,
  evidence_ideas: z.array(sentence).min(3),
  criteria: z.array(criterionShape).min(2),
})
const baselineQuestionShape = z.strictObject({
  key: kebab,
  principle: snake,
  text: sentence,
  anchors: anchorsShape,
  // The criteria of which an answer gives a first picture.
  criteria: z.array(kebab).min(1),
})
const termShape = z.strictObject({ key: kebab, term: word, words: sentence })
// What the setting calls those it is there for, and itself.
const nounsShape = z.strictObject({ learner: word, learners: word, place: word })
const editionShape = z.strictObject({
  key: kebab,
  version: z.int().min(1),
  status: z.enum(['draft', 'published', 'retired']),
  title: word,
  summary: paragraph,
  for: z.array(snake).min(1),
  // Left out where they are pupil, pupils and school.
  nouns: nounsShape.optional(),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1),
  published_on: z.iso.date(),
  licence: z.strictObject({ name: word, url: z.url(), words: sentence }),
  levels: z.array(levelShape).length(4),
  stages: z.array(stageShape).length(3),
  recommended_roles: z.array(recommendedRoleShape).min(1),
  involvement_groups: z.array(involvementGroupShape).min(1),
  baseline: z.strictObject({
    minutes,
    introduction: paragraph,
    questions: z.array(baselineQuestionShape).min(8).max(16),
  }),
  principles: z.array(principleShape).length(8),
  glossary: z.array(termShape).min(1),
})
const registryShape = z.array(
  z.strictObject({ key: kebab, version: z.int().min(1), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
)

export type Edition = z.infer<typeof editionShape>
export type Nouns = z.infer<typeof nounsShape>
export type Principle = z.infer<typeof principleShape>
export type Criterion = z.infer<typeof criterionShape>
export type Move = z.infer<typeof moveShape>
export type Effort = Move['effort']
export type Level = (typeof levelValues)[number]
export type LevelWords = z.infer<typeof levelShape>
export type StageKey = (typeof stageKeys)[number]
export type Stage = z.infer<typeof stageShape>
export type ClosingRule = (typeof closingRules)[number]
export type Condition = z.infer<typeof conditionShape>
export type RecommendedRole = z.infer<typeof recommendedRoleShape>
export type InvolvementGroup = z.infer<typeof involvementGroupShape>
export type BaselineQuestion = z.infer<typeof baselineQuestionShape>
export type Term = z.infer<typeof termShape>
export type EditionName = { key: string; version: number }
export type SearchHit = { principle: Principle; criterion: Criterion; moves: Move[]; score: number }

const loaded = new Map<string, Edition>()
let registry: z.infer<typeof registryShape> | undefined

/** The edition as a whole. An edition that is not on the shelf is our mistake, not a visitor's: it throws. */
export function loadEdition(key: string, version: number): Edition {
  const name = `${key}/${version}`
  const known = loaded.get(name)
  if (known) return known
  if (!shelved().some((one) => one.key === key && one.version === version)) {
    throw new Error(`There is no Toolkit edition ${name} in content/toolkit.`)
  }
  const parsed = editionShape.safeParse(gather(join(shelf, key, String(version))))
  if (!parsed.success) throw new Error(`content/toolkit/${name}: ${z.prettifyError(parsed.error)}`)
  if (parsed.data.key !== key || parsed.data.version !== version) {
    throw new Error(`content/toolkit/${name} says it is ${parsed.data.key}/${parsed.data.version}.`)
  }
  const edition = frozen(parsed.data)
  loaded.set(name, edition)
  return edition
}

const NOUNS: Nouns = { learner: 'pupil', learners: 'pupils', place: 'school' }

/** The words a page says for those whom the setting is there for, and for the setting. */
export function nounsOf(edition: Edition | undefined): Nouns {
  return edition?.nouns ?? NOUNS
}

/** Every edition on the shelf, also one still being written, by key and then by version. */
export function shelved(): EditionName[] {
  return foldersIn(shelf).flatMap((key) =>
    foldersIn(join(shelf, key))
      .filter((folder) => /^[1-9]\d*$/.test(folder))
      .map((folder) => ({ key, version: Number(folder) }))
      .sort((a, b) => a.version - b.version),
  )
}

/** Every edition that is out: its words are in the registry, and never change. */
export function editions(): EditionName[] {
  return publishedDigests().map(({ key, version }) => ({ key, version }))
}

/** The newest published edition written for a kind of setting; undefined when none is yet. */
export function editionFor(designation: string): Edition | undefined {
  return editions()
    .map((name) => loadEdition(name.key, name.version))
    .filter((edition) => edition.status === 'published' && edition.for.includes(designation))
    .sort((a, b) => b.version - a.version)[0]
}

/** The registry that freezes published versions: what each one's digest must be for ever. */
export function publishedDigests(): readonly (EditionName & { digest: string })[] {
  registry ??= registryShape.parse(readJson(join(shelf, 'published.json')))
  return registry
}

/** SHA-256 of the edition with its keys in order and no white space: the same words always give the same digest. */
export function digestOf(edition: Edition): string {
  return createHash('sha256').update(canonical(edition)).digest('hex')
}

export function criteriaOf(edition: Edition): Criterion[] {
  return edition.principles.flatMap((principle) => principle.criteria)
}

export function criterionByKey(edition: Edition, key: string): Criterion | undefined {
  return criteriaOf(edition).find((criterion) => criterion.key === key)
}

export function principleByKey(edition: Edition, key: string): Principle | undefined {
  return edition.principles.find((principle) => principle.key === key)
}

export function principleOf(edition: Edition, criterionKey: string): Principle | undefined {
  return edition.principles.find((principle) => principle.criteria.some((criterion) => criterion.key === criterionKey))
}

export function stageByKey(edition: Edition, key: StageKey): Stage {
  const stage = edition.stages.find((one) => one.key === key)
  if (!stage) throw new Error(`Edition ${edition.key}/${edition.version} has no stage ${key}.`)
  return stage
}

export function levelWord(edition: Edition, value: Level): string {
  return edition.levels.find((level) => level.value === value)?.word ?? String(value)
}

/** The glossary entries a criterion uses, in the criterion's order. */
export function termsOf(edition: Edition, criterion: Criterion): Term[] {
  return criterion.terms.flatMap((key) => edition.glossary.filter((term) => term.key === key))
}

/**
 * Criteria in which every word is found, best first, each with those of its moves that hold any of the words.
 * Capitals, accents and common endings make no difference; a long text is cut to its first dozen words.
 */
export function searchEdition(edition: Edition, words: string): SearchHit[] {
  const wanted = [...new Set(stems(words.slice(0, 400)))].slice(0, 12)
  if (wanted.length === 0) return []
  const hits = edition.principles.flatMap((principle) =>
    principle.criteria.flatMap((criterion) => {
      const score = scoreOf(fieldsOf(edition, principle, criterion), wanted)
      if (score === 0) return []
      const moves = criterion.moves.filter((move) =>
        wanted.some((stem) => holds(stems(`${move.title} ${move.words}`), stem)),
      )
      return [{ principle, criterion, moves, score }]
    }),
  )
  return hits.sort((a, b) => b.score - a.score)
}

type Field = { weight: number; stems: string[] }
const fieldsKnown = new WeakMap<Criterion, Field[]>()

function scoreOf(fields: Field[], wanted: string[]): number {
  const scores = wanted.map((stem) =>
    fields.reduce((sum, field) => sum + (holds(field.stems, stem) ? field.weight : 0), 0),
  )
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0)
}

function fieldsOf(edition: Edition, principle: Principle, criterion: Criterion): Field[] {
  const known = fieldsKnown.get(criterion)
  if (known) return known
  const terms = termsOf(edition, criterion)
  const texts: [number, string][] = [
    [8, criterion.text],
    [6, criterion.moves.map((move) => move.title).join(' ')],
    [4, terms.map((term) => term.term).join(' ')],
    [3, criterion.moves.map((move) => move.words).join(' ')],
    [3, criterion.why],
    [2, `${Object.values(criterion.anchors).join(' ')} ${criterion.minimum_evidence}`],
    [1, `${principle.name} ${terms.map((term) => term.words).join(' ')}`],
  ]
  const fields = texts.map(([weight, text]) => ({ weight, stems: stems(text) }))
  fieldsKnown.set(criterion, fields)
  return fields
}

function holds(own: string[], stem: string): boolean {
  return own.some((one) => one.startsWith(stem))
}

function stems(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’']/g, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((own) =>
    own.length > 4 ? own.replace(/(ies|ing|ed|es|s|y|e)$/, '') : own.replace(/s$/, ''),
  )
}

// An edition lies in several files so that two people can write at once: edition.json, one file for each principle
// that it names, the baseline and the glossary.
function gather(folder: string): unknown {
  const cover = z.looseObject({ principles: z.array(snake) }).parse(readJson(join(folder, 'edition.json')))
  return {
    ...cover,
    principles: cover.principles.map((key) => readJson(join(folder, `${key}.json`))),
    baseline: readJson(join(folder, 'baseline.json')),
    glossary: readJson(join(folder, 'glossary.json')),
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, own]) => `${JSON.stringify(key)}:${canonical(own)}`).join(',')}}`
}

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const own of Object.values(value)) frozen(own)
  }
  return value
}
