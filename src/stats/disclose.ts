// Small-number disclosure control: the one door through which figures about people reach a page, an export or a pack.
//   showGroups            answers of raters by kind, for a rater view
//   suppress              counts in a two-way table
//   suppressMeans         means of groups beside the mean of all
//   suppressDifferencing  a second release beside a first; and mayRelease: more of them, by who is in them
export { LEAST_GROUP, showGroups } from './disclose-groups.ts'
export type { RaterForms, RaterKind, ShownGroups, ShownKind, Together } from './disclose-groups.ts'
export { suppress, USUAL_THRESHOLD } from './disclose-table.ts'
export type { Cell, Counts, Suppressed, SuppressOptions } from './disclose-table.ts'
export { suppressMeans } from './disclose-means.ts'
export type { ByGroup, GroupMean, GroupMeans, MeansOptions, ShownMeans } from './disclose-means.ts'
export { suppressDifferencing } from './disclose-differencing.ts'
export type { DifferencingOptions, Guarded, Releases, Totals } from './disclose-differencing.ts'
export { mayRelease } from './disclose-releases.ts'
