// The marks of sign-in providers.
import type { ProviderKind } from '@nearhand/protocol';
import { IconBrandFacebook, IconBrandGoogle, IconBuilding, type TablerIcon } from '@tabler/icons-react';

export const providerIcons: Readonly<Record<ProviderKind, TablerIcon>> = {
  google: IconBrandGoogle,
  facebook: IconBrandFacebook,
  oidc: IconBuilding,
};
