// A programme's own criteria: how one is written, what becomes of it in an edition. Pure. Promises: an edition that
// takes some in is the published one with these beside it, each marked with whose it is; none ever gets the key of an
// edition's own, and none is set side by side with another edition's.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonical, criterionShape, efforts, type Criterion, type Edition, type Kept } from '../edition.ts'

/** As the officers write it, without what the house adds. */
const wordsShape = criterionShape.pick({
  text: true,
  why: true,
  anchors: true,
  minimum_evidence: true,
  minutes: true,
})
const moveShape = z.strictObject({
  title: z.string(),
  words: z.string(),
  minutes: z.int(),
  effort: z.enum(efforts),
})
export const ownWordsShape = wordsShape.extend({ moves: z.array(moveShape).max(3) })
export type OwnWords = z.infer<typeof ownWordsShape>

export type OwnState = 'draft' | 'out' | 'changed' | 'retired'

/** `out`: what is asked is what is written; `changed`: it was written on since. */
export function stateOf(one: {
  published: number
  retired: boolean
  draftDigest: string
  outDigest: string | null
}): OwnState {
  if (one.retired) return 'retired'
  if (one.published === 0) return 'draft'
  return one.draftDigest === one.outDigest ? 'out' : 'changed'
}

export const STATE_WORDS: Readonly<Record<OwnState, string>> = {
  draft: 'Draft: nobody is asked yet',
  out: 'Out: cycles that begin now are asked this',
  changed: 'Changed since it came out',
  retired: 'Retired: new cycles are not asked this',
}

/** For whom and where belong to what is frozen: both change what a setting is asked. */
export function digestOfOwn(words: OwnWords, principle: string, designations: readonly string[]): string {
  const frozen = canonical({ words, principle, designations: [...designations].sort() })
  return createHash('sha256').update(frozen).digest('hex')
}

/** As it stands among an edition's criteria. A new version is a new key: its answers are not compared with the old. */
export function criterionFrom(words: OwnWords, of: { id: string; programme: string; version: number }): Criterion {
  const key = `own-${of.id.replaceAll('-', '').slice(0, 12)}-v${of.version}`
  return {
    key,
    text: words.text,
    why: words.why,
    anchors: words.anchors,
    minimum_evidence: words.minimum_evidence,
    moves: words.moves.map((move, i) => ({ key: `${key}-move-${i + 1}`, ...move })),
    minutes: words.minutes,
    terms: [],
    comparable: false,
    of: { programme: of.programme, version: of.version },
  }
}

const merged = new WeakMap<Edition, Map<string, Edition>>()
const MOST_KEPT = 200

/** The edition with a programme's own criteria at the end of their principles. The same ones give the same edition. */
export function withOwn(edition: Edition, own: readonly Kept[]): Edition {
  if (own.length === 0) return edition
  const known = merged.get(edition) ?? new Map<string, Edition>()
  merged.set(edition, known)
  const name = own.map((one) => `${one.criterion.key} ${one.criterion.of?.programme}`).join('\n')
  const there = known.get(name)
  if (there) return there
  const principles = edition.principles.map((principle) => {
    const added = own.filter((one) => one.principle === principle.key).map((one) => one.criterion)
    const minutes = added.reduce((sum, one) => sum + one.minutes, principle.minutes)
    return added.length === 0 ? principle : { ...principle, minutes, criteria: [...principle.criteria, ...added] }
  })
  if (known.size >= MOST_KEPT) known.clear()
  const made = { ...edition, principles }
  known.set(name, made)
  return made
}

/** Whose a criterion is, when it is not the edition's. */
export function askedBy({ of }: Pick<Criterion, 'of'>): string | undefined {
  return of === undefined ? undefined : `Asked by ${of.programme}`
}
