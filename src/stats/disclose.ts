// Small-number disclosure control: the one door through which figures about people reach a page, an export or a pack.
// Each answers what may be shown, null where hidden; show nothing beside it that was counted from the same people.

/** Answers of raters by kind, for a rater view. */
export { LEAST_GROUP, showGroups } from './disclose-groups.ts'
export type { RaterForms, RaterKind, ShownGroups, ShownKind, Together } from './disclose-groups.ts'
/** Counts in one two-way table with its margins. */
export { suppress, USUAL_THRESHOLD } from './disclose-table.ts'
export type { Cell, Counts, Suppressed, SuppressOptions } from './disclose-table.ts'
/** Counts in several tables about the same people: shared margins, filters, districts of schools. */
export { suppressLinked } from './disclosing/linked.ts'
export type { LinkedOptions, ShownTable, SuppressedLinked } from './disclosing/linked.ts'
export type { LinkedTable, LinkedTables, Nesting } from './disclosing/world.ts'
/** Means (and percentages) of groups beside the mean of all, and of groups within groups. */
export { suppressMeans } from './disclose-means.ts'
export type { ByGroup, GroupMean, GroupMeans, MeansOptions, ShownMeans } from './disclose-means.ts'
/** A second release of a table beside the first. */
export { suppressDifferencing } from './disclose-differencing.ts'
export type { DifferencingOptions, Guarded, Releases, Totals } from './disclose-differencing.ts'
/** Whether one more release may follow others, by who is in them, however their filters overlap. */
export { mayRelease } from './disclose-releases.ts'
