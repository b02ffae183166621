// What people in a school write about each criterion: sentences of our own, a page for each principle, beside the
// edition whose criteria they speak of.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const range = z.tuple([z.number(), z.number()])

const wordsShape = z.strictObject({
  strengths: z.tuple([z.string(), z.string()]),
  gap: z.string(),
  notes: z.tuple([z.string(), z.string()]),
  /** What pupils said before anything was done, and afterwards. */
  before: z.string(),
  after: z.tuple([z.string(), z.string()]),
  impact: z.string(),
  done: z.string(),
  indicator: z.strictObject({
    name: z.string(),
    unit: z.string(),
    better: z.enum(['higher', 'lower']),
    from: range,
    to: range,
  }),
})

export type CriterionWords = z.infer<typeof wordsShape>

const known = new Map<string, Record<string, CriterionWords>>()

function pageOf(principle: string): Record<string, CriterionWords> {
  let page = known.get(principle)
  if (!page) {
    const text = readFileSync(join(import.meta.dirname, 'words', `${principle}.json`), 'utf8')
    page = z.record(z.string(), wordsShape).parse(JSON.parse(text))
    known.set(principle, page)
  }
  return page
}

export function wordsFor(principle: string, criterion: string): CriterionWords {
  const words = pageOf(principle)[criterion]
  if (!words) throw new Error(`seeds/words/${principle}.json says nothing of ${criterion}`)
  return words
}

const QUOTED = [
  'One pupil put it like this:',
  'As a pupil told us:',
  'We kept coming back to what one pupil said:',
] as const

/** Why a team agreed on a level, from what it saw: low, the gap and a pupil's words; high, the strengths. */
export function reasonFor(words: CriterionWords, level: number, cycle: number, views: string): string {
  const strength = words.strengths[(cycle - 1) % 2]!
  if (level === 3) return `${words.strengths[0]} ${words.strengths[1]} ${views}`
  if (level === 2) return `${strength} ${words.gap}`
  if (cycle > 1) return `We are further on than we were, and it does not reach everyone yet. ${words.gap} ${views}`
  return `${words.gap} ${QUOTED[(words.gap.length + level) % QUOTED.length]} “${words.before}” ${views}`
}

const NUMBERS = ['Nobody', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight']

/** How near one another the members were before they talked, as a sentence. */
export function viewsInWords(levels: readonly number[], agreed: number): string {
  const same = levels.filter((level) => level === agreed).length
  if (levels.length === 0) return 'We settled it together at the meeting.'
  if (same === levels.length) return 'We had all chosen this level before we talked.'
  if (same === 0) return 'We saw it in different ways and met in the middle.'
  const others = levels.every((level) => level >= agreed)
    ? 'the rest had put it higher'
    : levels.every((level) => level <= agreed)
      ? 'the rest had put it lower'
      : 'the rest stood on both sides'
  return `${NUMBERS[same] ?? same} of us had chosen this level and ${others}; examples helped us to agree.`
}
