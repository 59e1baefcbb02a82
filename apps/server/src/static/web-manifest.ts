// What makes the portal a program that can be installed (W3C Web Application Manifest), under the server's own name.

const shortLength = 12;

export function webManifest(name: string) {
  const icon = (file: string, size: number, purpose: 'any' | 'maskable') => ({
    src: `/icons/${file}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    id: '/',
    name,
    short_name: [...name].length > shortLength ? (name.split(' ')[0] ?? name) : name,
    start_url: '/support',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f5f2',
    theme_color: '#0c6070',
    icons: [icon('icon-192', 192, 'any'), icon('icon-512', 512, 'any'), icon('maskable-512', 512, 'maskable')],
  };
}
