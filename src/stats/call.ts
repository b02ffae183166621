// One call by JSON, answered by JSON: `{op, input, options}` in, the answer or a problem out. Nothing a caller sends makes
// it throw.
import { settle, type Answer } from './answer.ts'
import type { Watch } from './op.ts'
import { opNamed } from './ops.ts'
import { BadCall, isObject } from './shape.ts'

export type StatsProblem = {
  readonly problem: { readonly code: 'unknown-op' | 'bad-call'; readonly sentence: string }
}

export function call(request: unknown, watch?: Watch): Answer | StatsProblem {
  if (!isObject(request)) return problem('bad-call', 'A call is an object with “op”, “input” and “options”.')
  const { op: name, input, options } = request
  if (typeof name !== 'string') return problem('bad-call', 'A call names its op, such as {"op": "describe"}.')
  const found = opNamed.get(name)
  if (!found) return problem('unknown-op', `There is no op “${name.slice(0, 60)}”.`)
  try {
    return settle(found.answer(input, options ?? undefined, watch)) as Answer
  } catch (error) {
    if (error instanceof BadCall) return problem('bad-call', `${error.message}.`)
    throw error
  }
}

export function callText(json: string): Answer | StatsProblem {
  let request: unknown
  try {
    request = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return problem('bad-call', 'This is not JSON.')
  }
  return call(request)
}

const problem = (code: StatsProblem['problem']['code'], sentence: string): StatsProblem => ({
  problem: { code, sentence },
})
