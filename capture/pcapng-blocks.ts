/** The numbers of the pcapng format (draft-ietf-opsawg-pcapng) that are read and written here. */

export const SECTION_HEADER = 0x0a0d0d0a
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d
export const INTERFACE_DESCRIPTION = 1
/** What enhanced packets have taken the place of. */
export const OBSOLETE_PACKET = 2
export const SIMPLE_PACKET = 3
export const ENHANCED_PACKET = 6

/** Type and length before a block's body, and the length again behind it. */
export const BLOCK_HEADER = 8
export const BLOCK_TRAILER = 4

export const OPT_END = 0
export const OPT_COMMENT = 1
export const SHB_USERAPPL = 4
export const IF_NAME = 2
export const IF_DESCRIPTION = 3
export const IF_TSRESOL = 9
export const IF_TSOFFSET = 14
export const EPB_FLAGS = 2
