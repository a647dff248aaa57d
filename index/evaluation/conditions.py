"""Each condition of the modules that read and answer questions behind a switch of its own.

The modules are loaded a second time, beside those that answer: what an `if` asks, each part of an `and` or `or` and
what a comprehension asks is looked at by `Conditions`, which can leave it out. They keep nothing of one question for
the next, which would hide what a condition does.
"""

import ast
import importlib
import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, ModuleType

READING = ("index.query", "index.scope", "index.search", "index.knowledge", "index.answering", "index.engine")
MOST = 100_000  # conditions that a question looks at
LONGEST = 60  # characters of a condition that its name shows


class EndlessError(RuntimeError):
    """Without a condition a question has no end."""


class Conditions:
    """The conditions by number: their names, which are off, which have decided something since `begin`."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.off: frozenset[int] = frozenset()
        self.begin()

    def begin(self) -> None:
        """Begin a question."""
        self.decided: set[int] = set()
        self._looks = 0

    def add(self, name: str) -> int:
        """The number of a new condition."""
        self.names.append(name)
        return len(self.names) - 1

    def look(self, number: int, value: object, without: bool) -> object:
        """What a condition says; where it is off, what makes no difference: `without`. Raises EndlessError."""
        self._looks += 1
        if self._looks > MOST:
            raise EndlessError("without a condition a question has no end")
        if number in self.off:
            return without
        if bool(value) != without:
            self.decided.add(number)
        return value


class _Behind(ast.NodeTransformer):
    """Puts each condition of a module behind its switch."""

    def __init__(self, module: str, add: Callable[[str], int]) -> None:
        self.module, self.add = module, add

    def _looked(self, asked: list[ast.expr], *, without: bool) -> list[ast.expr]:
        told = [f"{self.module}:{one.lineno} {' '.join(ast.unparse(one).split())[:LONGEST]}" for one in asked]
        numbers = [ast.Constant(self.add(name)) for name in told]
        look = ast.Name("_look", ast.Load())
        inner = [self.visit(one) for one in asked]
        return [ast.Call(look, [n, one, ast.Constant(without)], []) for n, one in zip(numbers, inner, strict=True)]

    def visit_If(self, node: ast.If) -> ast.AST:
        [node.test] = self._looked([node.test], without=False)
        node.body, node.orelse = [self.visit(one) for one in node.body], [self.visit(one) for one in node.orelse]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        [node.test] = self._looked([node.test], without=False)
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        node.values = self._looked(node.values, without=isinstance(node.op, ast.And))
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        node.iter, node.ifs = self.visit(node.iter), self._looked(node.ifs, without=True)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return node.args[0] if isinstance(node.func, ast.Call) and _keeps(node.func) else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.decorator_list = [one for one in node.decorator_list if not _keeps(one)]
        return node


def _keeps(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lru_cache"


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with its conditions behind their switches."""

    conditions: Conditions

    def get_code(self, fullname: str) -> CodeType:
        tree = _Behind(fullname, self.conditions.add).visit(ast.parse(Path(self.path).read_text(encoding="utf-8")))
        return compile(ast.fix_missing_locations(tree), self.path, "exec")

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_look"] = self.conditions.look
        super().exec_module(module)


class _Finder(importlib.machinery.PathFinder):
    """Finds the modules that read and answer questions, to be loaded so."""

    conditions: Conditions

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = super().find_spec(name, path, target) if name.startswith(READING) else None
        if spec and spec.origin:
            spec.loader = loader = _Loader(name, spec.origin)
            loader.conditions = cls.conditions
        return spec


def switched() -> tuple[ModuleType, Conditions]:
    """`index.engine` with all that it reads questions by, loaded again, and the switches of their conditions."""
    held = {name: module for name, module in sys.modules.items() if name.startswith(READING)}
    _Finder.conditions = conditions = Conditions()
    sys.meta_path.insert(0, _Finder)
    try:
        for name in held:
            del sys.modules[name]
        return importlib.import_module(READING[-1]), conditions
    finally:
        sys.meta_path.remove(_Finder)
        for name in [name for name in sys.modules if name.startswith(READING)]:
            del sys.modules[name]
        sys.modules.update(held)
        for name, module in held.items():
            parent, _, own = name.rpartition(".")
            setattr(sys.modules[parent], own, module)
