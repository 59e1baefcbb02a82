// The window in which a picture is cut square, by mouse, touch or keyboard. What leaves it is a PNG of the size the server
// takes; the file itself stays in the browser.
import { Slider } from '@mantine/core';
import { pictureSizePx } from '@nearhand/protocol';
import { useMutation } from '@tanstack/react-query';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { FormActions } from '../form/form-actions.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { type Crop, maxZoom, moveCrop, placeCrop, placeOf, wholeCrop, zoomCrop, zoomOf } from './crop.ts';

interface CropWindowProps {
  /** Closed while null. */
  picture: ImageBitmap | null;
  onClose: () => void;
  onSaved: () => void;
}

export function CropWindow({ picture, onClose, onSaved }: CropWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={picture !== null} onClose={onClose} title={t('profile.cropTitle')}>
      {picture === null ? null : <CropForm picture={picture} onClose={onClose} onSaved={onSaved} />}
    </Dialog>
  );
}

const viewPx = 288;

function CropForm({ picture, onClose, onSaved }: CropWindowProps & { picture: ImageBitmap }) {
  const { t } = useTranslation();
  const [crop, setCrop] = useState(() => wholeCrop(picture));
  const canvas = useRef<HTMLCanvasElement>(null);
  const saving = useMutation({ mutationFn: () => api.savePicture(pngOf(picture, crop)), onSuccess: onSaved });
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, picture, crop);
  }, [picture, crop]);

  const zoom = zoomOf(crop, picture);
  const place = placeOf(crop, picture);
  const setZoom = (next: number) => setCrop((before) => zoomCrop(before, picture, next));
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { movementX, movementY, currentTarget } = event;
    const shownPx = currentTarget.clientWidth;
    setCrop((before) => {
      const scale = before.side / shownPx;
      return moveCrop(before, picture, -movementX * scale, -movementY * scale);
    });
  };
  return (
    <form
      className="crop"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      <p className="nh-muted nh-small">{t('profile.cropHint')}</p>
      <div
        className="crop-area"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onWheel={(event) => setZoom(zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1))}
      >
        <canvas ref={canvas} width={viewPx * 2} height={viewPx * 2} />
      </div>
      <div className="crop-sliders">
        <CropSlider label={t('profile.cropZoom')} value={zoom} min={1} max={maxZoom} onChange={setZoom} />
        <CropSlider
          label={t('profile.cropAcross')}
          value={place.x}
          disabled={crop.side >= picture.width}
          onChange={(x) => setCrop((before) => placeCrop(before, picture, { ...placeOf(before, picture), x }))}
        />
        <CropSlider
          label={t('profile.cropDown')}
          value={place.y}
          disabled={crop.side >= picture.height}
          onChange={(y) => setCrop((before) => placeCrop(before, picture, { ...placeOf(before, picture), y }))}
        />
      </div>
      <FormActions sending={saving} submitLabel={t('profile.cropSave')} onCancel={onClose} />
    </form>
  );
}

interface CropSliderProps {
  label: string;
  value: number;
  min?: number;
  max?: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

function CropSlider({ label, value, min = 0, max = 1, disabled = false, onChange }: CropSliderProps) {
  return (
    <>
      <span aria-hidden="true" data-disabled={disabled}>
        {label}
      </span>
      <Slider
        value={value}
        onChange={onChange}
        min={min}
        max={max}
        step={(max - min) / 50}
        label={null}
        thumbLabel={label}
        disabled={disabled}
      />
    </>
  );
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, { x, y, side }: Crop): void {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return;
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height);
}

/** As base64. */
function pngOf(picture: ImageBitmap, crop: Crop): string {
  const canvas = document.createElement('canvas');
  canvas.width = pictureSizePx;
  canvas.height = pictureSizePx;
  draw(canvas, picture, crop);
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}
