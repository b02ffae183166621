// Correlation matrices from joint tables, without the rows: the same answers as from the rows themselves, in a time that does not
// depend on how many there were.
import type { CorrelationMatrix, CorrelationMethod, CovarianceMatrix } from '../correlations/matrix-of.ts'
import { pearsonOf } from '../correlations/moments.ts'
import { tableKendall, tableMoments, tableRankMoments, type PairTable } from '../correlations/table.ts'
import { matrix } from '../matrix/matrix.ts'
import type { JointTables } from './joint-tables.ts'

/** What each answer of an item counts as; left out: 0, 1, 2 and so on. */
export type Scores = readonly ArrayLike<number>[]

/** Pairwise correlations, as correlationMatrix of the rows would give. */
export function correlationOfTables(
  tables: JointTables,
  options: { readonly method?: CorrelationMethod; readonly scores?: Scores } = {},
): CorrelationMatrix {
  const { method = 'pearson', scores = usualScores(tables) } = options
  const coefficient = {
    pearson: (table: PairTable, i: number, j: number) => coefficientOf(tableMoments(table, scores[i]!, scores[j]!)),
    spearman: (table: PairTable) => coefficientOf(tableRankMoments(table)),
    kendall: (table: PairTable) => {
      const { n, tau } = tableKendall(table)
      return { n, r: tau }
    },
  }[method]
  const p = tables.items
  const r = matrix(p, p)
  const n = matrix(p, p)
  eachTable(tables, (table, i, j) => {
    const cell = coefficient(table, i, j)
    for (const at of [i * p + j, j * p + i]) {
      r.at[at] = i === j && cell.r === cell.r ? 1 : cell.r
      n.at[at] = cell.n
    }
  })
  return { r, n, rows: tables.rows }
}

/** Pairwise covariances on n-1, as covarianceMatrix of the rows would give. */
export function covarianceOfTables(tables: JointTables, scores: Scores = usualScores(tables)): CovarianceMatrix {
  const p = tables.items
  const covariance = matrix(p, p)
  const n = matrix(p, p)
  eachTable(tables, (table, i, j) => {
    const cell = tableMoments(table, scores[i]!, scores[j]!)
    for (const at of [i * p + j, j * p + i]) {
      covariance.at[at] = cell.n < 2 ? NaN : cell.xy / (cell.n - 1)
      n.at[at] = cell.n
    }
  })
  return { covariance, n, rows: tables.rows }
}

/** The answers that an item can have, as numbers. */
export function usualScores({ items, levels }: JointTables): Scores {
  const scores = Float64Array.from({ length: levels }, (_, level) => level)
  return Array.from({ length: items }, () => scores)
}

function eachTable(tables: JointTables, visit: (table: PairTable, i: number, j: number) => void): void {
  for (let i = 0; i < tables.items; i++)
    for (let j = 0; j <= i; j++) visit({ counts: tables.tableOf(i, j), across: tables.levels }, i, j)
}

function coefficientOf(moments: Parameters<typeof pearsonOf>[0]): { readonly n: number; readonly r: number } {
  return { n: moments.n, r: pearsonOf(moments) }
}
