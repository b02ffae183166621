// What a trust sends about the agreement it offers, and a head about what the trust sees.
import { choice, choices, day, form } from '../../../kernel/form.ts'
import { trustFlows } from '../flows.ts'
import { bases } from '../enrolments/rules.ts'

export const offerForm = form({
  basis: choice(bases, 'Choose the lawful basis'),
  ends_on: day('Enter the day until which the agreement runs, like 31 August 2029'),
})

export const trustSharingForm = form({ flows: choices(trustFlows) })
