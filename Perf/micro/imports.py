import json, re, dataclasses, asyncio, unittest
