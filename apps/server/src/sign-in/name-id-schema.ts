/** A NameID as it is kept between two requests. */
import { z } from 'zod';

export const nameIdSchema = z.object({
  value: z.string(),
  format: z.string().optional(),
  nameQualifier: z.string().optional(),
  spNameQualifier: z.string().optional(),
  spProvidedId: z.string().optional(),
});
