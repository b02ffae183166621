// For the proofs about the whole house: a value for each path parameter of this room, found in the demonstration.
import type { Module } from '../../kernel/module.ts'
import * as store from './examples-store.ts'

export const examples: Module['examples'] = {
  enrolment: async (tx, { programme }) => (await tx.maybe(store.anEnrolment, { programme }))?.id,
  district: async (tx, { programme }) => (await tx.maybe(store.aDistrict, { programme }))?.id,
  phase: async (tx, { programme }) => (await tx.maybe(store.aPhase, { programme }))?.id,
  trust: async (tx, { programme }) => (await tx.maybe(store.aTrust, { programme }))?.id,
  run: async (tx, { programme }) => (await tx.maybe(store.aRun, { programme }))?.id,
  theme: async (tx, { programme }) => (await tx.maybe(store.aTheme, { programme }))?.id,
  // Only the hash of a link's token is kept, so nobody can say one.
  proof: async () => undefined,
  urn: async (tx) => (await tx.maybe(store.aSchool, {}))?.id,
  request: async (tx, { programme }) => (await tx.maybe(store.aRequest, { programme }))?.id,
  agreement: async (tx, { setting }) => (await tx.maybe(store.anAgreement, { setting }))?.id,
  person: async (tx, { setting }) => (await tx.maybe(store.aPerson, { setting }))?.id,
}
