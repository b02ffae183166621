// The addresses of the Toolkit's pages, for links: one place to change them.
import type { StageKey } from './edition.ts'

export const toolkitAt = (setting: string): string => `/settings/${setting}/toolkit`
export const teamAt = (setting: string): string => `${toolkitAt(setting)}/team`
export const involvementAt = (setting: string): string => `${toolkitAt(setting)}/involvement`
export const baselineAt = (setting: string): string => `${toolkitAt(setting)}/baseline`
export const principleAt = (setting: string, principle: string): string =>
  `${toolkitAt(setting)}/principles/${principle}`
export const criterionAt = (setting: string, principle: string, criterion: string): string =>
  `${principleAt(setting, principle)}#${criterion}`
/** The criterion's own page; criterionAt is its place on the principle's. */
export const criterionPageAt = (setting: string, principle: string, criterion: string): string =>
  `${principleAt(setting, principle)}/criteria/${criterion}`
export const ratingAt = (setting: string, principle: string): string => `${principleAt(setting, principle)}/rating`
export const closingAt = (setting: string, stage: StageKey): string => `${toolkitAt(setting)}/stages/${stage}/closing`
export const planAt = (setting: string): string => `${toolkitAt(setting)}/plan`
export const principlePlanAt = (setting: string, principle: string): string =>
  `${planAt(setting)}/principles/${principle}`
export const actionAt = (setting: string, action: string): string => `${toolkitAt(setting)}/actions/${action}`
export const reviewAt = (setting: string, action: string): string => `${actionAt(setting, action)}/review`

export const recordAt = (setting: string): string => `${toolkitAt(setting)}/record`
export const recordPdfAt = (setting: string): string => `${recordAt(setting)}.pdf`
export const versionsAt = (setting: string): string => `${recordAt(setting)}/versions`
export const versionAt = (setting: string, record: string): string => `${versionsAt(setting)}/${record}`
export const versionPdfAt = (setting: string, record: string): string => `${versionAt(setting, record)}/pdf`
/** What a programme sees of this setting. */
export const sharedAt = (setting: string): string => `${toolkitAt(setting)}/shared`
/** Where a head switches sharing on and off. */
export const sharingAt = (setting: string): string => `/settings/${setting}/sharing`
export const boardAt = (programme: string): string => `/programmes/${programme}/board`
export const programmeRecordsAt = (programme: string): string => `/programmes/${programme}/records`
