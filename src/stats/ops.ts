// Every op there is, by name. A folder of this room adds its own list here; docs/statistics and the tests read this one.
import { agreementOps } from './agreement/ops.ts'
import { changeOps } from './change/ops.ts'
import { correlationsOps } from './correlations/ops.ts'
import { describingOps } from './describing/ops.ts'
import { disclosingOps } from './disclosing/ops.ts'
import { evaluationOps } from './evaluation/ops.ts'
import { factorsOps } from './factors/ops.ts'
import { groupsOps } from './groups/ops.ts'
import { lawsOps } from './laws/ops.ts'
import type { Op } from './op.ts'
import { reliabilityOps } from './reliability/ops.ts'
import { reviewOps } from './review/ops.ts'
import { schoolsOps } from './schools/ops.ts'
import { tablesOps } from './tables/ops.ts'
import { weightsOps } from './weights/ops.ts'

export const ops: readonly Op[] = [
  ...describingOps,
  ...correlationsOps,
  ...reliabilityOps,
  ...factorsOps,
  ...groupsOps,
  ...changeOps,
  ...schoolsOps,
  ...evaluationOps,
  ...weightsOps,
  ...tablesOps,
  ...agreementOps,
  ...lawsOps,
  ...reviewOps,
  ...disclosingOps,
]

export const opNamed: ReadonlyMap<string, Op> = new Map(ops.map((one) => [one.name, one]))
