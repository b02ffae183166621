// The addresses of this room, in one place.

export const workbenchAt = (programme: string): string => `/programmes/${programme}/workbench`
export const desksAt = (programme: string): string => `${workbenchAt(programme)}/desks`
export const deskAt = (programme: string, desk: string): string => `${desksAt(programme)}/${desk}`
export const codebookAt = (programme: string, desk: string): string => `${deskAt(programme, desk)}/codebook`
export const questionAt = (programme: string, desk: string, question: string): string =>
  `${deskAt(programme, desk)}/questions/${question}`
export const runAt = (programme: string, desk: string, question: string, run: string): string =>
  `${questionAt(programme, desk, question)}/runs/${run}`
export const sheetAt = (programme: string, sheet: string): string => `${workbenchAt(programme)}/sheets/${sheet}`
