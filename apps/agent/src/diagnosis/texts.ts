// The doctor's words in three languages: names of the checks, and for each problem what it is and what to do.

import type { Locale } from '@nearhand/protocol';
import type { Check, Problem } from './finding.ts';

export interface DoctorTexts {
  readonly checks: Readonly<Record<Check, string>>;
  readonly problems: Readonly<Record<Problem, string>>;
  readonly skipped: string;
  readonly well: string;
  readonly unwell: string;
  readonly saved: string;
}

const en: DoctorTexts = {
  checks: {
    name: 'Name of the server',
    proxy: 'Way to the server',
    server: 'Answer of the server',
    clock: 'Clock',
    webSocket: 'Lasting connection',
    udp: 'UDP',
    display: 'Screen',
    picture: 'Picture of the screen',
    input: 'Mouse and keyboard',
    disk: 'Disk',
  },
  problems: {
    nameUnknown:
      'The server’s name is not found. Look whether it is spelt right and whether this computer has internet.',
    unreachable:
      'The server does not answer. Look whether the address and port are right, and whether a firewall stops it.',
    timeout:
      'The server takes too long to answer. A firewall may swallow the connection: ask whoever looks after the network.',
    proxyRefuses:
      'The proxy does not let this through. Give its name and password with --proxy, or ask whoever runs it.',
    certificateUnknown:
      'The server’s certificate is not from an authority this computer trusts. If it makes its own, give that with --ca; if a program inspects the traffic here, have this server left out of it. Do not go on otherwise.',
    certificateName: 'The certificate belongs to another name. Use the server’s address as its owner gave it.',
    certificateTime:
      'The certificate is not valid today. Set this computer’s date right; if it is, the server’s owner must renew it.',
    notThisServer:
      'Something else answers at this address. Check the address, and whether a sign-in page of the network is in between.',
    clockWrong: 'The clock of this computer is wrong. Set date, time and time zone.',
    webSocketBlocked:
      'Web pages pass, lasting connections (WebSocket) do not. The proxy or firewall must let them through.',
    noUdp: 'No UDP: sessions go through the server, which works but can be slower.',
    noDesktop: 'There is no screen to show. Start the program in the desktop of the person at this computer.',
    wayland:
      'This desktop runs on Wayland, which cannot be shown yet. Sign out, and choose an X11 (“Xorg”) session at the next sign-in.',
    displayRefused: 'The screen cannot be opened. Start the program as the person who is signed in at it.',
    slowPicture:
      'The picture is read in the slower of two ways, which works. A newer driver of the graphics card may help; in a virtual machine or a remote session it can stay like this.',
    noInput: 'The screen can be seen, but mouse and keyboard cannot be used.',
    diskFull: 'The disk is nearly full. Make some room.',
    diskReadOnly: 'The program cannot write its files. Choose another folder with --data.',
  },
  skipped: 'not looked at, because of the above',
  well: 'Everything is well.',
  unwell: 'If that does not help, send this report to your technician.',
  saved: 'Saved:',
};

const fr: DoctorTexts = {
  checks: {
    name: 'Nom du serveur',
    proxy: 'Chemin vers le serveur',
    server: 'Réponse du serveur',
    clock: 'Horloge',
    webSocket: 'Connexion durable',
    udp: 'UDP',
    display: 'Écran',
    picture: 'Image de l’écran',
    input: 'Souris et clavier',
    disk: 'Disque',
  },
  problems: {
    nameUnknown:
      'Le nom du serveur est introuvable. Vérifiez son orthographe et la connexion internet de cet ordinateur.',
    unreachable: 'Le serveur ne répond pas. Vérifiez l’adresse et le port, et si un pare-feu bloque.',
    timeout:
      'Le serveur met trop de temps à répondre. Un pare-feu avale peut-être la connexion : demandez au responsable du réseau.',
    proxyRefuses: 'Le proxy refuse. Donnez son nom et son mot de passe avec --proxy, ou demandez à qui le gère.',
    certificateUnknown:
      'Le certificat du serveur ne vient pas d’une autorité de confiance. Si le serveur fait la sienne, indiquez-la avec --ca ; si un programme inspecte le trafic ici, faites-en exclure ce serveur. Sinon, n’allez pas plus loin.',
    certificateName:
      'Le certificat appartient à un autre nom. Utilisez l’adresse donnée par le propriétaire du serveur.',
    certificateTime:
      'Le certificat n’est pas valable aujourd’hui. Réglez la date de cet ordinateur ; si elle est juste, le propriétaire du serveur doit le renouveler.',
    notThisServer:
      'Autre chose répond à cette adresse. Vérifiez l’adresse, et si une page de connexion du réseau s’interpose.',
    clockWrong: 'L’horloge de cet ordinateur est fausse. Réglez la date, l’heure et le fuseau.',
    webSocketBlocked:
      'Les pages web passent, les connexions durables (WebSocket) non. Le proxy ou le pare-feu doit les laisser passer.',
    noUdp: 'Pas d’UDP : les sessions passent par le serveur, ce qui marche mais peut être plus lent.',
    noDesktop:
      'Il n’y a pas d’écran à montrer. Démarrez le programme dans le bureau de la personne devant l’ordinateur.',
    wayland:
      'Ce bureau utilise Wayland, qui ne peut pas encore être montré. Fermez la session et choisissez une session X11 (« Xorg »).',
    displayRefused:
      'L’écran ne peut pas être ouvert. Démarrez le programme avec le compte de la personne qui y est connectée.',
    slowPicture:
      'L’image est lue de la plus lente de deux façons, ce qui marche. Un pilote plus récent de la carte graphique peut aider ; dans une machine virtuelle ou une session à distance, cela peut rester ainsi.',
    noInput: 'L’écran est visible, mais souris et clavier ne peuvent pas être utilisés.',
    diskFull: 'Le disque est presque plein. Libérez de la place.',
    diskReadOnly: 'Le programme ne peut pas écrire ses fichiers. Choisissez un autre dossier avec --data.',
  },
  skipped: 'non examiné, à cause de ce qui précède',
  well: 'Tout va bien.',
  unwell: 'Si cela ne suffit pas, envoyez ce rapport à votre technicien.',
  saved: 'Enregistré :',
};

const es: DoctorTexts = {
  checks: {
    name: 'Nombre del servidor',
    proxy: 'Camino al servidor',
    server: 'Respuesta del servidor',
    clock: 'Reloj',
    webSocket: 'Conexión duradera',
    udp: 'UDP',
    display: 'Pantalla',
    picture: 'Imagen de la pantalla',
    input: 'Ratón y teclado',
    disk: 'Disco',
  },
  problems: {
    nameUnknown: 'No se encuentra el nombre del servidor. Compruebe cómo está escrito y si este equipo tiene internet.',
    unreachable: 'El servidor no responde. Compruebe la dirección y el puerto, y si un cortafuegos lo impide.',
    timeout: 'El servidor tarda demasiado. Quizá un cortafuegos se traga la conexión: pregunte a quien cuida la red.',
    proxyRefuses: 'El proxy no deja pasar. Dé su nombre y contraseña con --proxy, o pregunte a quien lo lleva.',
    certificateUnknown:
      'El certificado del servidor no es de una autoridad en la que este equipo confíe. Si el servidor hace la suya, indíquela con --ca; si un programa inspecciona el tráfico aquí, haga que excluya este servidor. Si no, no siga.',
    certificateName: 'El certificado es de otro nombre. Use la dirección que le dio el dueño del servidor.',
    certificateTime:
      'El certificado no vale hoy. Ponga bien la fecha de este equipo; si lo está, el dueño del servidor debe renovarlo.',
    notThisServer:
      'En esta dirección responde otra cosa. Compruebe la dirección, y si la red pone delante una página de acceso.',
    clockWrong: 'El reloj de este equipo está mal. Ponga la fecha, la hora y la zona horaria.',
    webSocketBlocked:
      'Las páginas web pasan, las conexiones duraderas (WebSocket) no. El proxy o el cortafuegos debe dejarlas pasar.',
    noUdp: 'Sin UDP: las sesiones van por el servidor, lo que funciona pero puede ser más lento.',
    noDesktop:
      'No hay pantalla que mostrar. Inicie el programa en el escritorio de la persona que está ante el equipo.',
    wayland:
      'Este escritorio usa Wayland, que aún no se puede mostrar. Cierre la sesión y elija una sesión X11 («Xorg»).',
    displayRefused: 'No se puede abrir la pantalla. Inicie el programa como la persona que ha iniciado sesión en ella.',
    slowPicture:
      'La imagen se lee de la más lenta de dos maneras, y funciona. Un controlador más reciente de la tarjeta gráfica puede ayudar; en una máquina virtual o una sesión remota puede quedarse así.',
    noInput: 'La pantalla se ve, pero no se pueden usar ratón y teclado.',
    diskFull: 'El disco está casi lleno. Haga sitio.',
    diskReadOnly: 'El programa no puede escribir sus archivos. Elija otra carpeta con --data.',
  },
  skipped: 'sin mirar, por lo anterior',
  well: 'Todo está bien.',
  unwell: 'Si eso no ayuda, envíe este informe a su técnico.',
  saved: 'Guardado:',
};

export const doctorTexts: Readonly<Record<Locale, DoctorTexts>> = { en, fr, es };
