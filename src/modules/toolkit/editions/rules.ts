// Two editions side by side: what both ask, and what only one does. Pure.
import { criteriaOf, criterionByKey, principleOf, type Criterion, type Edition, type Principle } from '../edition.ts'

export type Shared = { principle: Principle; one: Criterion; other: Criterion }

/** What both editions ask, so that answers may be set side by side: the order is the first one's. */
export function sharedCriteria(one: Edition, other: Edition): Shared[] {
  return criteriaOf(one).flatMap((criterion) => {
    const match = criterion.comparable ? criterionByKey(other, criterion.key) : undefined
    const principle = principleOf(one, criterion.key)
    return match?.comparable && principle ? [{ principle, one: criterion, other: match }] : []
  })
}

/** What an edition asks that the other does not. */
export function onlyIn(edition: Edition, other: Edition): { principle: Principle; criterion: Criterion }[] {
  const shared = new Set(sharedCriteria(edition, other).map((both) => both.one.key))
  return edition.principles.flatMap((principle) =>
    principle.criteria.filter((criterion) => !shared.has(criterion.key)).map((criterion) => ({ principle, criterion })),
  )
}
