// What this process counts as it works, for /metrics. Labels are names of ours only: a route's pattern, a role, a queue.
import { meters } from './metrics.ts'

export const requests = meters.counter(
  'wholeschool_requests_total',
  'Requests answered, by the pattern of their route and the class of their status',
  ['method', 'route', 'status'],
)

export const requestSeconds = meters.histogram(
  'wholeschool_request_seconds',
  'How long requests took, from their first line to the end of the answer',
  ['method', 'route'],
)

export const transactions = meters.counter(
  'wholeschool_transactions_total',
  'Transactions by the role they began in: kept, only read, undone, or without a connection to be had',
  ['role', 'outcome'],
)

export const transactionSeconds = meters.histogram(
  'wholeschool_transaction_seconds',
  'How long transactions took, waiting for a connection included',
  ['role'],
)

export const workDone = meters.counter('wholeschool_work_total', 'Pieces of work that this process took from a queue', [
  'queue',
  'outcome',
])

export const letters = meters.counter(
  'wholeschool_letters_total',
  'Letters written (even if the deed was undone), sent, and refused by the mail server, each try counted',
  ['outcome'],
)

export const signInsRefused = meters.counter(
  'wholeschool_sign_ins_refused_total',
  'Sign-ins refused: at which step, and whether the door was shut already after too many tries',
  ['step', 'why'],
)

const METHODS = ['GET', 'POST', 'HEAD']

/** One request more. What no route of ours answered is one series together. */
export function countRequest(method: string, route: string | undefined, status: number, milliseconds: number): void {
  const named = { method: METHODS.includes(method) ? method : 'other', route: route ?? 'none' }
  requests.add({ ...named, status: `${Math.floor(status / 100)}xx` })
  requestSeconds.observe(named, milliseconds / 1000)
}
