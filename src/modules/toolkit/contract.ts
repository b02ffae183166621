// What other rooms may rely on: the board row that follows a setting's own decision to share.
export { publishBoard } from './board/service.ts'
