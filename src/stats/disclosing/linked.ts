// Tables about the same people, released together: small counts are hidden in all of them, and beside them others, so
// that nobody who takes all tables together can work a small count out. Hundepool et al. (2012), Statistical Disclosure
// Control, chapter 4, has why table by table is not enough. Promises: from all that is shown, and knowing this rule, a
// hidden small count can still be numbers two apart, people being whole; a figure two tables share is shown in both or in
// neither; a zero is never hidden unless zeros are secret too.
import { isThreshold, USUAL_THRESHOLD, type Cell } from '../disclose-table.ts'
import type { Issue } from '../issues.ts'
import { Joint, type Figures } from './joint.ts'
import { protect, trim, type Proof } from './proof.ts'
import { combinationsOf, joiningOf } from './combinations.ts'
import { protectUnseen, unseenCells } from './unseen.ts'
import { worldOf, type Figure, type LinkedTables, type World } from './world.ts'

export type LinkedOptions = {
  /** Counts of 1 to threshold - 1 are hidden. */
  readonly threshold?: number | undefined
  /** Zeros are shown (the usual); false: nobody may learn that a cell is empty. */
  readonly zeroIsSafe?: boolean | undefined
  /** False: no margin is shown, here or anywhere else. */
  readonly marginsPublished?: boolean | undefined
  /** False: counts that no table shows, but that can be worked out from several, are left alone. */
  readonly unseen?: boolean | undefined
}
/** Each (rows + 1) x (columns + 1), margins last; null is hidden. The whole table is null when the call made no sense. */
export type ShownTable = { readonly name: string; readonly table: Cell[][] | null }
/** `no-convergence`: the tables are too large for the full search, so more may be hidden than must be. */
export type SuppressedLinked = {
  readonly tables: ShownTable[]
  /** Different figures that are not shown; a figure that two tables share counts once. */
  readonly hidden: number | null
  readonly issues: Issue[]
}

/** Work for the whole search, in multiplications: about a second on a small machine. */
const EFFORT = 3e8

type Rule = {
  readonly threshold: number
  readonly zeroIsSafe: boolean
  readonly unseen: boolean
  isSecret(value: number): boolean
}
/** By place in the world's figures. Full: the search was not cut short. */
type Found = { readonly hidden: readonly boolean[]; readonly isFull: boolean }

export function suppressLinked(input: LinkedTables, options: LinkedOptions = {}): SuppressedLinked {
  const { threshold = USUAL_THRESHOLD, zeroIsSafe = true, marginsPublished = true, unseen = true } = options
  const world = isThreshold(threshold) ? worldOf(input) : 'out-of-range'
  const nothing = (issue: Issue): SuppressedLinked => ({
    tables: input.tables.map(({ name }) => ({ name, table: null })),
    hidden: null,
    issues: [issue],
  })
  if (typeof world === 'string') return nothing(world)
  const isSecret = (value: number): boolean => value < threshold && (value > 0 || !zeroIsSafe)
  const isWithheld = ({ places, margins }: Figure): boolean => places === 0 || (margins > 0 && !marginsPublished)
  const always = world.figures.map((one) => isPossible(one) && (isSecret(one.value) || isWithheld(one)))
  const found = hiddenFigures(world, always, { threshold, zeroIsSafe, unseen, isSecret })
  if (found === undefined) return nothing('out-of-range')
  const isHidden = world.figures.map((one, at) => found.hidden[at]! || isWithheld(one))
  return {
    tables: input.tables.map(({ name, published }, at) => ({
      name,
      table: world.tables[at]!.places.map((row) =>
        row.map((one) => (isHidden[one]! || published === false ? null : world.figures[one]!.value)),
      ),
    })),
    hidden: world.figures.filter(({ places }, at) => places > 0 && isHidden[at]!).length,
    issues: found.isFull ? [] : ['no-convergence'],
  }
}

/** A box that nobody can be in is known to be empty, shown or not. */
const isPossible = ({ box }: Figure): boolean => box.every((set) => set?.size !== 0)

/** Undefined: nobody fits the tables. */
function hiddenFigures(world: World, always: readonly boolean[], rule: Rule): Found | undefined {
  const { zeroIsSafe } = rule
  const isShut = (at: number): boolean => zeroIsSafe && world.figures[at]!.value === 0
  const open = [...world.figures.keys()].filter((at) => isPossible(world.figures[at]!) && !isShut(at))
  const combinations = combinationsOf(world, open, isShut)
  const unseen = rule.unseen && combinations ? unseenCells(world, combinations) : undefined
  const isFull = !rule.unseen || unseen !== undefined
  if (!open.some((at) => rule.isSecret(world.figures[at]!.value)) && unseen?.length === 0)
    return { hidden: always, isFull }
  if (combinations === undefined) return hiddenWide(world, always, rule, isShut)
  const figures: Figures = {
    ...combinations,
    values: open.map((at) => world.figures[at]!.value),
    floor: zeroIsSafe ? 1 : 0,
    cost: costs(world, open),
  }
  const budget = { left: EFFORT }
  const joint = Joint.of(
    figures,
    Uint8Array.from(open, (at) => (always[at] ? 1 : 0)),
    budget,
  )
  if (joint === 'none') return undefined
  if (joint === undefined) return hiddenWide(world, always, rule, isShut)
  protectSecrets(joint, rule)
  if (unseen) protectUnseen(joint, unseen, rule.threshold, zeroIsSafe)
  const hidden = [...always]
  open.forEach((at, place) => (hidden[at] = joint.hidden[place] === 1))
  return { hidden, isFull: isFull && !joint.isExhausted }
}

/** Margins are dear, and those that several tables share dearer; an inner cell costs more the more people it counts. */
function costs(world: World, open: readonly number[]): number[] {
  const most = open.reduce((largest, at) => Math.max(largest, world.figures[at]!.value), 1)
  return open.map((at) => {
    const { value, margins, places } = world.figures[at]!
    if (places === 0) return 0
    return margins === 0 ? places + (0.1 * value) / most : (2 + margins) * places
  })
}

function protectSecrets(joint: Joint, { isSecret }: Rule): void {
  const { values } = joint.figures
  const always = joint.hidden.slice()
  const proofs = new Map<number, Proof>()
  const secrets = [...values.keys()].filter((at) => isSecret(values[at]!))
  // The largest first: what they need hidden often serves the others.
  for (const secret of secrets.toSorted((a, b) => values[b]! - values[a]! || a - b))
    proofs.set(secret, protect(joint, secret, proofs.values()))
  trim(joint, always, proofs)
}

/** Without the equations: for each secret somebody who might join it, with every figure that would count them hidden. */
function hiddenWide(
  world: World,
  always: readonly boolean[],
  rule: Rule,
  isShut: (figure: number) => boolean,
): Found | undefined {
  const hidden = [...always]
  for (const [at, figure] of world.figures.entries()) {
    if (isShut(at) || !isPossible(figure) || !rule.isSecret(figure.value)) continue
    const joining = joiningOf(world, at, isShut, (one) => hidden[one]!)
    if (joining === undefined) return undefined
    if (joining === 'unknown') return { hidden: world.figures.map((_, one) => !isShut(one)), isFull: false }
    for (const one of joining) hidden[one] = true
  }
  return { hidden, isFull: false }
}
