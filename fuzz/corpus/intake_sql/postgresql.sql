--
-- PostgreSQL database dump
--
COPY public.usaha (id, nama) FROM stdin;
1	Warung\nA
2	\N
\.
INSERT INTO usaha VALUES (3, E'a\n'::text, $x$b$x$);
