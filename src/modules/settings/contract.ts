// What other rooms may rely on: someone's places.
import type { Place } from '../../kernel/access.ts'
import type { Tx } from '../../kernel/db.ts'
import * as store from './store.ts'

/** In the door's role: the places someone holds today. */
export function placesOf(tx: Tx, person: string): Promise<Place[]> {
  return tx.many(store.placesOfPerson, { person })
}
