// How fast the register may be searched by people who have not signed in: counted for the installation, because nothing
// here knows or keeps who they are or where they come from.
import { Problem } from '../../../kernel/problem.ts'

/** In this process. A county's heads all looking on one morning stay far below. */
export const SEARCHES_A_MINUTE = 300

let minute = 0
let searches = 0

export function keepSearchPace(now: Date): void {
  const at = Math.floor(now.getTime() / 60_000)
  if (at !== minute) [minute, searches] = [at, 0]
  searches += 1
  if (searches > SEARCHES_A_MINUTE) throw new Problem('kernel.unavailable')
}
