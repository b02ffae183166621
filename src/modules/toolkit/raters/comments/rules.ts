// Who reads what raters wrote, and when. The safeguarding leads may at once: a comment can say that someone is not safe.
// The mental health lead may once the call has closed and enough of that kind have answered. Nobody else may: a comment
// can be about the head.
import type { RoleName } from '../../../../kernel/access.ts'
import type { Kind } from '../rules.ts'

export const safeguarding: readonly RoleName[] = ['designated_safeguarding_lead', 'deputy_safeguarding_lead']
export const commentReaders: readonly RoleName[] = [...safeguarding, 'senior_mental_health_lead']

export function mayReadComments(roles: readonly RoleName[]): boolean {
  return roles.some((role) => commentReaders.includes(role))
}

export function readsAtOnce(roles: readonly RoleName[]): boolean {
  return roles.some((role) => safeguarding.includes(role))
}

/** The kinds of a call whose comments may be read; none yet is an empty list. */
export function kindsToRead(
  roles: readonly RoleName[],
  call: { kinds: readonly Kind[]; closed_on: string | null },
  shown: readonly Kind[],
): Kind[] {
  if (readsAtOnce(roles)) return [...call.kinds]
  if (!mayReadComments(roles) || call.closed_on === null) return []
  return call.kinds.filter((kind) => shown.includes(kind))
}
