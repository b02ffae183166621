// What other rooms may rely on: the board row that follows a setting's own decision to share; for the door, where
// people work with the three screens of small-school mode.
export { publishBoard } from './board/service.ts'
export { SMALL_WAY } from './small/rules.ts'
export { smallAmong } from './small/service.ts'
