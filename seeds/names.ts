// Names for people beside the cast: made up, of the many kinds that work in a county's schools. No two in the county
// are the same.
import type { Chance } from './random.ts'

const FIRST =
  `Aisha Alan Amara Andrea Anil Anita Beatriz Ben Bernice Bronwen Carlos Carol Chidi Ciara Claire Dafydd Daniel Deepa
Diane Ed Eilidh Elena Emeka Esther Farah Fergus Fiona Gareth Gemma Grace Graham Hannah Harpreet Hui Imran Ines Isla Jan
Jasmine Jo Karen Kwame Kirsty Layla Lena Lorna Luca Magda Mariam Martin Mei Mina Mohan Moira Naomi Neil Niamh Olu Paula
Pavel Rachel Rajan Rhys Rosa Roshan Sadia Sian Simon Sonia Stella Sunita Tariq Teresa Tunde Uma Vera Wendy Yusuf Zara`.split(
    /\s+/,
  )

const LAST =
  `Abara Ahmed Akintola Allard Appleyard Bannerjee Barrow Begum Bhatt Birch Blackwood Bright Brennan Castell Chan
Chowdhury Clegg Coates Cotterill Dalby Das Davies Dempsey Dhillon Eastwood Ellery Farrant Finch Foy Garside Ghosh Gill
Goddard Greenhalgh Haines Hartley Holloway Hossain Hurst Idowu Ingram Jarvis Joshi Kaur Kerr Khalid Kowalska Lally
Lockwood Lowe Mackie Mahmood Malik Mbeki Mellor Moran Nash Nowak Nunn Obi Oduya Oyelaran Pargeter Patel Penrose Pickles
Quill Ramsden Rashid Rowntree Sandhu Sethi Shaw Silva Singh Sowerby Tandy Tembo Thackray Tran Underhill Varley Wadia
Whitby Wójcik Yardley Yates Zaman`.split(/\s+/)

/** Gives a new full name each time it is asked. */
export function namer(chance: Chance): () => string {
  const taken = new Set<string>()
  return () => {
    for (;;) {
      const name = `${chance.pick(FIRST)} ${chance.pick(LAST)}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}
