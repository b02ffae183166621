// A narrow way in: few at once, the others wait their turn, and a crowd is told to come back. What makes the machine
// work hard for anyone who asks, such as a password, goes through one, so that everybody else's pages stay quick.
import { Problem } from './problem.ts'

export type Gate = <T>(deed: () => Promise<T>) => Promise<T>

/** At most `atOnce` deeds run together and `waiting` more are kept in order; beyond them it is "unavailable". */
export function makeGate(atOnce: number, waiting: number): Gate {
  let running = 0
  const line: (() => void)[] = []
  return async (deed) => {
    if (running >= atOnce) {
      if (line.length >= waiting) throw new Problem('kernel.unavailable')
      await new Promise<void>((go) => line.push(go)) // Whoever leaves hands their place over.
    } else running += 1
    try {
      return await deed()
    } finally {
      const next = line.shift()
      if (next) next()
      else running -= 1
    }
  }
}
