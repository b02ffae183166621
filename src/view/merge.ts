// Two people wrote over the same words: what each of them changed, field by field, against what the writer began from.
// What only one of them changed is taken from whoever changed it; where both did, nobody is chosen and nothing is lost.
// Pure: the page is merge-page.ts, the way through a request kernel/merge.ts.

/** As typed: one text for each field. */
export type Written = Readonly<Record<string, string>>

export type MergeField = {
  name: string
  label: string
  /** `words` may be several paragraphs and `line` is one: both can be put together. Of a `value`, one stands. */
  kind: 'words' | 'line' | 'value'
  /** Fields of one group say one thing between them: a level with its reason. Where both touched it, all are asked. */
  group?: string
  /** What a value is called on a page, where that differs from what is sent. */
  said?(value: string): string
  /** The same for whatever means the same: a day typed in two ways. */
  meaning?(value: string): string
}

export type Merge = {
  /** Everything that is decided; where it is not, the writer's own. */
  values: Written
  /** Both changed it, each differently. */
  conflicts: readonly string[]
  /** Only the other one changed it. */
  taken: readonly string[]
}

export const KEEPS = ['theirs', 'mine', 'both'] as const
export type Keep = (typeof KEEPS)[number]

type Touched = 'same' | 'mine' | 'theirs' | 'both'

const textIn = (written: Written | undefined, name: string): string => written?.[name] ?? ''

/** Without `base` nobody knows who changed what: whatever differs is asked. */
export function threeWay(
  fields: readonly MergeField[],
  base: Written | undefined,
  mine: Written,
  theirs: Written,
): Merge {
  const touched = new Map(fields.map((field) => [field.name, touchedBy(field, base, mine, theirs)]))
  for (const group of new Set(fields.flatMap((field) => field.group ?? []))) {
    const members = fields.filter((field) => field.group === group && touched.get(field.name) !== 'same')
    const by = (who: Touched): boolean =>
      members.some(({ name }) => touched.get(name) === who || touched.get(name) === 'both')
    if (by('mine') && by('theirs')) for (const { name } of members) touched.set(name, 'both')
  }
  const names = (who: Touched): string[] => fields.map(({ name }) => name).filter((name) => touched.get(name) === who)
  const taken = names('theirs')
  const values: Record<string, string> = { ...mine }
  for (const name of taken) values[name] = textIn(theirs, name)
  return { values, conflicts: names('both'), taken }
}

function touchedBy(field: MergeField, base: Written | undefined, mine: Written, theirs: Written): Touched {
  const means = (written: Written): string => {
    const text = textIn(written, field.name).trim()
    return field.meaning?.(text) ?? text
  }
  const [m, t] = [means(mine), means(theirs)]
  if (m === t) return 'same'
  if (base === undefined) return 'both'
  const b = means(base)
  if (t === b) return 'mine'
  return m === b ? 'theirs' : 'both'
}

/** Both texts in one, theirs first: no line of either is lost, and what they share is there once. */
export function together(
  kind: MergeField['kind'],
  base: string | undefined,
  mineTyped: string,
  theirsTyped: string,
): string {
  const [b, mine, theirs] = [base?.trim() ?? '', mineTyped.trim(), theirsTyped.trim()]
  if (mine.includes(theirs)) return mine
  if (theirs.includes(mine)) return theirs
  const added = (text: string): string | undefined =>
    b !== '' && text.startsWith(b) && /^\s/.test(text.slice(b.length)) ? text.slice(b.length) : undefined
  const [more, other] = [added(mine), added(theirs)]
  // On one line both follow it; where theirs went on to another line, mine would break off the line it belongs to.
  if (more !== undefined && other !== undefined && (more.startsWith('\n') || !other.includes('\n')))
    return `${theirs}${more}`
  if (kind === 'line') return `${theirs}; ${mine}`
  const lines = new Set(theirs.split('\n').map((line) => line.trim()))
  const own = mine.split('\n').filter((line) => line.trim() === '' || !lines.has(line.trim()))
  return `${theirs}\n\n${own.join('\n').trim()}`
}

export type Kept = Readonly<Record<string, { keep: string; both: string }>>

/** What was chosen for each conflict, put in its place; `unanswered` where nothing was. */
export function resolve(
  merge: Merge,
  mine: Written,
  theirs: Written,
  kept: Kept,
): { values: Written; unanswered: string[] } {
  const values: Record<string, string> = { ...merge.values }
  const unanswered: string[] = []
  for (const name of merge.conflicts) {
    const { keep, both } = kept[name] ?? { keep: '', both: '' }
    if (keep === 'theirs') values[name] = textIn(theirs, name)
    else if (keep === 'both') values[name] = both
    else if (keep === 'mine') values[name] = textIn(mine, name)
    else unanswered.push(name)
  }
  return { values, unanswered }
}
