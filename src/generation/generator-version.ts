/**
 * The version of everything that decides the bytes of a dataset. It grows with every change of output: the same
 * settings, seed and generator version give the same bytes.
 */
export const GENERATOR_VERSION = '1.0.0';
