import { damagedFiles } from './damaged-files.ts'
import { hostileArchives } from './hostile-archives.ts'
import type { HostileFile } from './hostile-file.ts'
import { hostileOffice } from './hostile-office.ts'
import { hostilePdfs } from './hostile-pdfs.ts'
import { hostileTexts } from './hostile-texts.ts'

/** All hostile files, and sound ones damaged at places that the seed decides. */
export const hostileFiles = (seed: number, damagedEach = 6): HostileFile[] => [
  ...hostileArchives,
  ...hostileOffice,
  ...hostilePdfs,
  ...hostileTexts,
  ...damagedFiles(seed, damagedEach),
]
