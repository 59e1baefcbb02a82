// How large a small picture is. Apart from its schema, for threads that draw pictures and read no messages.

/** Small pictures are square, three bytes a pixel (red, green, blue), rows from the top. */
export const smallPictureSizePx = 96;
export const smallPictureBytes = smallPictureSizePx * smallPictureSizePx * 3;
