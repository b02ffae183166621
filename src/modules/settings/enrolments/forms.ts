// What officers and heads send about enrolments, agreements and sharing.
import { z } from 'zod'
import {
  anyOf,
  choice,
  choices,
  day,
  emailAddress,
  form,
  optionalUuid,
  optionalWords,
  tick,
  uuid,
  version,
  words,
} from '../../../kernel/form.ts'
import { flows } from '../flows.ts'
import { designations } from '../register/rules.ts'
import { bases, partyKinds, purposes } from './rules.ts'

const DAY = 'Enter the day until which the agreement runs, like 31 August 2029'

const terms = {
  party: choice(partyKinds, 'Choose who makes the agreement'),
  purposes: choices(purposes)
    .refine((list) => list.length > 0, 'Choose at least one purpose')
    .meta({ many: true }),
  basis: choice(bases, 'Choose the lawful basis'),
  ends_on: day(DAY),
}

const searched = {
  q: z.string().max(200).catch(''),
  district: z.string().max(20).catch(''),
  page: z.string().max(6).catch(''),
}

/** Ticked schools of the register, with the search they were ticked in. */
export const enrolForm = form({
  ...searched,
  urns: anyOf('Tick the schools to enrol')
    .refine(
      (list) => list.length > 0 && list.every((urn) => /^[1-9]\d{0,8}$/.test(urn)),
      'Tick at least one school to enrol',
    )
    .meta({ many: true }),
  ...terms,
})

export const otherForm = form({
  name: words('Enter the name of the setting', 160),
  designation: choice(designations, 'Choose what kind of setting it is'),
  district_id: optionalUuid('Choose a district from the list'),
  trust_name: optionalWords(160),
  ...terms,
})

export const termsForm = form(terms)

/** The head's name and address are asked for only where the asker does not lead the setting and nobody is there yet. */
export const confirmRequestForm = form({
  setting_name: optionalWords(160),
  district_id: optionalUuid('Choose a district from the list'),
  head_name: optionalWords(120),
  head_email: z.union([z.literal('').transform(() => null), emailAddress('Enter the head’s email address')]),
  ...terms,
})

export const headForm = form({
  name: words('Enter the head’s name', 120),
  email: emailAddress('Enter the head’s email address'),
})

export const personForm = form({
  name: words('Enter their name', 120),
  email: emailAddress('Enter their email address'),
})

const LEVELS = ['1', '2', '3'] as const

export const placeForm = form({
  district_id: optionalUuid('Choose a district from the list'),
  phase_id: optionalUuid('Choose a phase from the list'),
  levels: choices(LEVELS)
    .refine((list) => list.length > 0, 'Choose at least one level of activity')
    .meta({ many: true }),
  version: version(),
})

export const leavingForm = form({ left_on: day('Enter the day it left, like 31 August 2026'), version: version() })

export const signForm = form({
  agree: tick().refine((ticked) => ticked, 'Tick to say that you have read the agreement and sign it'),
  name: words('Enter your name as you sign', 120),
})

export const endForm = form({ words: words('Say in a few words why it ends', 1000) })

export const sharingForm = form({
  programme: uuid('Choose a programme'),
  flows: choices(flows),
})
