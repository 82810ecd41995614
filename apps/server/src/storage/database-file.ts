/** Name of the embedded database in the data folder. */
export const DATABASE_FILE = 'cordboard.sqlite';
