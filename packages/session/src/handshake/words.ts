// The comparison words: 256, in the same letters in English, French and Spanish, none close to another in sound or
// spelling. Which word stands for which byte is part of the protocol: both ends must show the same.

const list = `
acacia adagio agenda album anaconda aria arsenal atlas audio avatar avion bacon badminton balance ballet banjo
baobab barman barracuda bazar biceps blues boutique boxer bravo bristol bulldozer cabala cactus camping
canasta capital caramel cardigan cargo carillon castor catalogue catamaran caviar central centurion chalet
charter chef chorizo citron club cobra colibri compost condor cordial cosmos coyote crescendo crucial curry
delta diagonal dialogue diesel digestion digital dimension disco division domino dossier dragon duplex enclave
enduro epsilon escudo espada estragon excursion expansion fandango festival fiesta film flamenco flash
flexible floral folio fondue forum frugal furioso fusion gala gaucho gentleman glacial gluten gondola gong
gospel gourmet gratis grill guru habanera habitat halo hamster hangar harmonica hertz hexagonal hidalgo hobby
humus iceberg improvise indigo input invisible iris item jaguar java jersey junior lambda laser madrigal
magenta magma magnolia magnum mambo mandarin marina mascara matador maximum melon menu micro mimosa minute
moderato monitor monologue motel multiple municipal musical nacre nectar neutron nirvana normal oasis octave
olive omnibus opaque orbital oriental original paella panda panorama pantalon parasol pastoral patio pergola
piano pivot pizza plasma podium polenta police poncho poster presto principal probable prologue pulsar puma
quiche raglan ravioli record reggae relax rival robot rococo rondo rosbif rugby safari samba samovar samurai
satin scooter sierra simple social sofa solarium sombrero soprano souvenir spray sprint sultan super supernova
surf suspense talisman tandem tangible tapioca tapir tarot tatami tempo temporal tequila terminal tilde torero
tortilla trio triplex tropical tuba ultimatum ultra valse variable vedette vertical vertigo veto vibrato villa
volt yoga zigzag zinc zinnia zircon zodiacal
`;

/** A word per byte. */
export const comparisonWords: readonly string[] = list.trim().split(/\s+/);

/** Four bytes of the key schedule as four words. */
export function wordsOfBytes(bytes: Uint8Array): readonly string[] {
  return Array.from(bytes, (byte) => comparisonWords[byte] ?? '');
}
